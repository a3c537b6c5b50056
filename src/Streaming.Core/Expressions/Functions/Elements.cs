using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Single elements of arrays and maps.</summary>
internal static class Elements
{
    public static StreamingException ZeroIndex() =>
        FunctionErrors.Of("INVALID_INDEX_OF_ZERO", "22003", "The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).");

    public static BoundExpression BindElementAt(FunctionCall call)
    {
        bool isTry = call.Call.Function.StartsWith("try", StringComparison.OrdinalIgnoreCase);
        if (call.Arguments[0].Type is MapType map)
        {
            var key = Coerce.To(call, call.Arguments[1], map.KeyType);
            return new ScalarCall(map.ValueType, true, (f, row) => ReturnValue(f, row, f.Arguments[1], row), true, call.Arguments[0], key);
        }

        if (call.Arguments[0].Type is not ArrayType array)
        {
            throw FunctionErrors.UnexpectedType(call, 0, "(\"ARRAY\" or \"MAP\")");
        }

        if (call.Arguments[1].Type == DataTypes.Null || P.Int.Accept(call.Arguments[1].Type) is null)
        {
            throw FunctionErrors.UnexpectedType(call, 1, P.Int.Sql);
        }

        bool fails = call.Binder.IsAnsi && !isTry;
        return new ScalarCall(array.ElementType, true, (f, row) =>
        {
            int index = f.Int(1, row);
            int length = CollectionFunctions.Arrays(f, 0).Lengths[row];
            if (index == 0)
            {
                throw ZeroIndex();
            }

            if (fails && Math.Abs((long)index) > length)
            {
                throw FunctionErrors.Of("INVALID_ARRAY_INDEX_IN_ELEMENT_AT", "22003", $"The index {index} is out of bounds. The array has {length} elements. Use `try_element_at` to tolerate accessing element at invalid index and return NULL instead.");
            }

            Pick(f, row, index > 0 ? index - 1 : length + index);
        }, true, call.Arguments[0], Coerce.To(call, call.Arguments[1], DataTypes.Integer));
    }

    /// <summary>Returns the element at a 0-based position, NULL outside.</summary>
    public static void Pick(CallFrame f, int row, int index)
    {
        var array = CollectionFunctions.Arrays(f, 0);
        Return(f.Result, row, array.Elements, index >= 0 && index < array.Lengths[row] ? array.Starts[row] + index : -1);
    }

    /// <summary>Position of a key among the entries of a row, -1 where it is not there.</summary>
    public static int FindKey(MapVector map, int row, ColumnVector key, int keyRow)
    {
        for (int i = map.Starts[row]; i < map.Starts[row] + map.Lengths[row]; i++)
        {
            if (VectorOrder.Compare(map.Keys, i, key, keyRow) == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Stores one value of a vector at a row of a result, or appends it where results are appended; NULL for index -1.</summary>
    public static void Return(ColumnVector result, int row, ColumnVector source, int index)
    {
        if (result is ArrayVector or MapVector or StructVector)
        {
            if (index < 0)
            {
                result.AppendNull();
            }
            else
            {
                result.AppendFrom(source, index);
            }

            return;
        }

        if (index < 0 || source.IsNull(index))
        {
            result.Nulls.Set(row);
            return;
        }

        switch (result)
        {
            case BytesVector vector: vector.Set(row, (BytesVector)source, index); break;
            case FixedVector<bool> vector: vector.Values[row] = ((FixedVector<bool>)source).Values[index]; break;
            case FixedVector<sbyte> vector: vector.Values[row] = ((FixedVector<sbyte>)source).Values[index]; break;
            case FixedVector<short> vector: vector.Values[row] = ((FixedVector<short>)source).Values[index]; break;
            case FixedVector<int> vector: vector.Values[row] = ((FixedVector<int>)source).Values[index]; break;
            case FixedVector<long> vector: vector.Values[row] = ((FixedVector<long>)source).Values[index]; break;
            case FixedVector<float> vector: vector.Values[row] = ((FixedVector<float>)source).Values[index]; break;
            case FixedVector<double> vector: vector.Values[row] = ((FixedVector<double>)source).Values[index]; break;
            case FixedVector<Int128> vector: vector.Values[row] = ((FixedVector<Int128>)source).Values[index]; break;
            case FixedVector<Interval> vector: vector.Values[row] = ((FixedVector<Interval>)source).Values[index]; break;
            default: throw new InvalidOperationException(result.Type.SimpleString);
        }
    }

    /// <summary>Sets hold 0.0 for -0.0.</summary>
    public static void PlusZero(ColumnVector elements)
    {
        int last = elements.Count - 1;
        switch (elements)
        {
            case FixedVector<double> vector when vector.Values[last] == 0: vector.Values[last] = 0; break;
            case FixedVector<float> vector when vector.Values[last] == 0: vector.Values[last] = 0; break;
        }
    }

    private static void ReturnValue(CallFrame f, int row, ColumnVector key, int keyRow)
    {
        var map = (MapVector)f.Arguments[0];
        Return(f.Result, row, map.Values, FindKey(map, row, key, keyRow));
    }
}
