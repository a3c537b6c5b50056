using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Functions that make other arrays of arrays.</summary>
internal static partial class CollectionFunctions
{
    private static void Remove(CallFrame f, int row)
    {
        var array = Arrays(f, 0);
        var result = (ArrayVector)f.Result;
        int start = result.Elements.Count;
        for (int i = 0; i < array.Lengths[row]; i++)
        {
            int element = array.Starts[row] + i;
            if (array.Elements.IsNull(element) || VectorOrder.Compare(array.Elements, element, f.Arguments[1], row) != 0)
            {
                result.Elements.AppendFrom(array.Elements, element);
            }
        }

        result.AppendRow(start, result.Elements.Count - start);
    }

    private static void Insert(CallFrame f, int row, int position, int argument)
    {
        var result = (ArrayVector)f.Result;
        if (f.IsNull(0, row))
        {
            result.AppendNull();
            return;
        }

        int start = result.Elements.Count;
        Copy(f, 0, row, 0, position);
        result.Elements.AppendFrom(f.Arguments[argument], row);
        Copy(f, 0, row, position, int.MaxValue);
        result.AppendRow(start, result.Elements.Count - start);
    }

    private static ScalarCall ArrayInsert(FunctionCall call)
    {
        if (call.Arguments[0].Type is not ArrayType array)
        {
            throw FunctionErrors.UnexpectedType(call, 0, P.Array.Sql);
        }

        if (call.Arguments[1].Type == DataTypes.Null || P.Int.Accept(call.Arguments[1].Type) is null)
        {
            throw FunctionErrors.UnexpectedType(call, 1, P.Int.Sql);
        }

        var element = Coerce.CommonType(call, [array.ElementType, call.Arguments[2].Type]) ?? throw FunctionErrors.UnexpectedType(call, 2, $"\"{array.ElementType.Sql}\"");
        var type = new ArrayType(element, true);
        return new ScalarCall(type, true, (f, row) =>
        {
            var result = (ArrayVector)f.Result;
            if (f.IsNull(0, row) || f.IsNull(1, row))
            {
                result.AppendNull();
                return;
            }

            int position = f.Int(1, row);
            int length = Arrays(f, 0).Lengths[row];
            if (position == 0)
            {
                throw Elements.ZeroIndex();
            }

            int start = result.Elements.Count;
            int index = position > 0 ? position - 1 : length + position + 1;
            if (index < 0)
            {
                result.Elements.AppendFrom(f.Arguments[2], row);
                for (; index < 0; index++)
                {
                    result.Elements.AppendNull();
                }

                Copy(f, 0, row, 0, int.MaxValue);
            }
            else
            {
                Copy(f, 0, row, 0, index);
                for (int i = length; i < index; i++)
                {
                    result.Elements.AppendNull();
                }

                result.Elements.AppendFrom(f.Arguments[2], row);
                Copy(f, 0, row, index, int.MaxValue);
            }

            result.AppendRow(start, result.Elements.Count - start);
        }, false, Coerce.To(call, call.Arguments[0], type), Coerce.To(call, call.Arguments[1], DataTypes.Integer), Coerce.To(call, call.Arguments[2], element));
    }

    private static void Compact(CallFrame f, int row)
    {
        var array = Arrays(f, 0);
        var result = (ArrayVector)f.Result;
        int start = result.Elements.Count;
        for (int i = array.Starts[row]; i < array.Starts[row] + array.Lengths[row]; i++)
        {
            if (!array.Elements.IsNull(i))
            {
                result.Elements.AppendFrom(array.Elements, i);
            }
        }

        result.AppendRow(start, result.Elements.Count - start);
    }

    private static void Set(CallFrame f, int row, Func<ColumnVector, int, bool> isWanted, ColumnVector[] sources)
    {
        var result = (ArrayVector)f.Result;
        int start = result.Elements.Count;
        foreach (var source in sources)
        {
            var array = (ArrayVector)source;
            for (int i = array.Starts[row]; i < array.Starts[row] + array.Lengths[row]; i++)
            {
                bool isNew = isWanted(array.Elements, i);
                for (int j = start; isNew && j < result.Elements.Count; j++)
                {
                    isNew = VectorOrder.CompareNullable(result.Elements, j, array.Elements, i) != 0;
                }

                if (isNew)
                {
                    result.Elements.AppendFrom(array.Elements, i);
                    Elements.PlusZero(result.Elements);
                }
            }
        }

        result.AppendRow(start, result.Elements.Count - start);
    }

    private static void Extreme(CallFrame f, int row, int sign)
    {
        var array = Arrays(f, 0);
        int best = -1;
        for (int i = array.Starts[row]; i < array.Starts[row] + array.Lengths[row]; i++)
        {
            if (!array.Elements.IsNull(i) && (best < 0 || VectorOrder.Compare(array.Elements, i, array.Elements, best) * sign > 0))
            {
                best = i;
            }
        }

        ReturnElement(f, row, array.Elements, best);
    }

    private static ScalarCall Join(FunctionCall call)
    {
        var texts = new Parameter("\"ARRAY<STRING>\"", type => type is ArrayType array ? new ArrayType(DataTypes.String, array.ContainsNull) : null);
        var arguments = Scalar.Convert(call, texts, P.String, P.String);
        return new ScalarCall(DataTypes.String, arguments.Any(a => a.Nullable), (f, row) =>
        {
            var array = Arrays(f, 0);
            var elements = (BytesVector)array.Elements;
            var joined = f.KeptState<System.Buffers.ArrayBufferWriter<byte>>();
            joined.ResetWrittenCount();
            bool any = false;
            for (int i = array.Starts[row]; i < array.Starts[row] + array.Lengths[row]; i++)
            {
                if (elements.IsNull(i) && f.Count < 3)
                {
                    continue;
                }

                if (any)
                {
                    System.Buffers.BuffersExtensions.Write(joined, f.Bytes(1, row));
                }

                any = true;
                System.Buffers.BuffersExtensions.Write(joined, elements.IsNull(i) ? f.Bytes(2, row) : elements.Value(i));
            }

            f.Return(row, joined.WrittenSpan);
        }, true, arguments);
    }

    private static void Sort(CallFrame f, int row, bool isAscending, bool nullsFirst)
    {
        var array = Arrays(f, 0);
        var order = Enumerable.Range(array.Starts[row], array.Lengths[row]).ToArray();
        var elements = array.Elements;
        MemoryExtensions.Sort(order.AsSpan(), (a, b) =>
        {
            bool leftNull = elements.IsNull(a);
            bool rightNull = elements.IsNull(b);
            int result = leftNull || rightNull
                ? (leftNull == rightNull ? 0 : leftNull == nullsFirst ? -1 : 1)
                : VectorOrder.Compare(elements, a, elements, b) * (isAscending ? 1 : -1);

            // Equal ones keep their order.
            return result != 0 ? result : a.CompareTo(b);
        });
        var target = (ArrayVector)f.Result;
        int start = target.Elements.Count;
        foreach (int index in order)
        {
            target.Elements.AppendFrom(elements, index);
        }

        target.AppendRow(start, order.Length);
    }

    private static ScalarCall SortArray(FunctionCall call)
    {
        var arguments = Scalar.Convert(call, P.Array, P.Boolean);
        if (!Element(arguments[0]).IsOrdered() && Element(arguments[0]) != DataTypes.Null)
        {
            throw FunctionErrors.Mismatch(call, "INVALID_ORDERING_TYPE", $"The `sort_array` does not support ordering on type \"{arguments[0].Type.Sql}\".");
        }

        return new ScalarCall(arguments[0].Type, arguments.Any(a => a.Nullable), (f, row) => Sort(f, row, f.Count < 2 || f.Boolean(1, row), nullsFirst: f.Count < 2 || f.Boolean(1, row)), true, arguments);
    }

    /// <summary>The plain form of <c>array_sort</c>.</summary>
    private static void SortNullsLast(CallFrame f, int row) => Sort(f, row, isAscending: true, nullsFirst: false);

    private static void Slice(CallFrame f, int row)
    {
        int start = f.Int(1, row);
        int length = f.Int(2, row);
        if (start == 0)
        {
            throw FunctionErrors.InvalidParameter("START", "`start`", "slice", "Expects a positive or a negative value for `start`, but got 0.");
        }

        if (length < 0)
        {
            throw FunctionErrors.InvalidParameter("LENGTH", "`length`", "slice", $"Expects `length` greater than or equal to 0, but got {length}.");
        }

        int size = Arrays(f, 0).Lengths[row];
        int from = start > 0 ? start - 1 : size + start;
        var result = (ArrayVector)f.Result;
        int first = result.Elements.Count;
        if (from >= 0)
        {
            Copy(f, 0, row, from, (int)Math.Min(int.MaxValue, (long)from + length));
        }

        result.AppendRow(first, result.Elements.Count - first);
    }

    private static void Flatten(CallFrame f, int row)
    {
        var outer = Arrays(f, 0);
        var inner = (ArrayVector)outer.Elements;
        var result = (ArrayVector)f.Result;
        int start = result.Elements.Count;
        for (int i = outer.Starts[row]; i < outer.Starts[row] + outer.Lengths[row]; i++)
        {
            if (inner.IsNull(i))
            {
                result.AppendNull();
                return;
            }

            for (int j = inner.Starts[i]; j < inner.Starts[i] + inner.Lengths[i]; j++)
            {
                result.Elements.AppendFrom(inner.Elements, j);
            }
        }

        result.AppendRow(start, result.Elements.Count - start);
    }

    private static ScalarCall Repeat(FunctionCall call) => new(new ArrayType(call.Arguments[0].Type, call.Arguments[0].Nullable), call.Arguments[1].Nullable, (f, row) =>
    {
        var result = (ArrayVector)f.Result;
        if (f.IsNull(1, row))
        {
            result.AppendNull();
            return;
        }

        int start = result.Elements.Count;
        for (int i = 0; i < f.Int(1, row); i++)
        {
            result.Elements.AppendFrom(f.Arguments[0], row);
        }

        result.AppendRow(start, result.Elements.Count - start);
    }, false, call.Arguments[0], Coerce.To(call, call.Arguments[1], DataTypes.Integer));
}
