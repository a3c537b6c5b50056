using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Functions of arrays.</summary>
internal static partial class CollectionFunctions
{
    private const string Category = "collection";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "array", "An array of values.", 0, int.MaxValue, MakeArray),
        Scalar.Bind(Category, "size,cardinality", "Number of elements or entries; NULL for NULL.", 1, 1, Size),
        Define("array_size", "Number of elements.", [P.Array], _ => DataTypes.Integer, (f, row) => f.Return(row, Arrays(f, 0).Lengths[row])),
        Scalar.Bind(Category, "concat,||", "Texts, binaries or arrays one after the other; NULL where one is NULL.", 0, int.MaxValue, Concat),
        Scalar.Bind(Category, "reverse", "A text or an array from the end.", 1, 1, Reverse),
        WithElement("array_contains", "Whether a value is in an array; NULL where only a NULL keeps it open.", DataTypes.Boolean, Contains),
        WithElement("array_position", "1-based position of a value, 0 where it is not there.", DataTypes.Long, Position),
        WithElement("array_remove", "Without a value.", null, Remove),
        WithElement("array_append", "With a value at the end.", null, (f, row) => Insert(f, row, int.MaxValue, 1), isStrict: false),
        WithElement("array_prepend", "With a value at the start.", null, (f, row) => Insert(f, row, 0, 1), isStrict: false),
        Scalar.Bind(Category, "array_insert", "With a value at a position.", 3, 3, ArrayInsert),
        Define("array_compact", "Without NULLs.", [P.Array], a => a[0].Type, Compact),
        Define("array_distinct", "Each value once.", [P.Array], a => a[0].Type, (f, row) => Set(f, row, (_, _) => true, f.Arguments[..1])),
        Set("array_union", "Values of both, each once.", (f, row) => Set(f, row, (_, _) => true, f.Arguments[..2])),
        Set("array_intersect", "Values that are in both, each once.", (f, row) => Set(f, row, (elements, i) => Holds(Arrays(f, 1), row, elements, i), f.Arguments[..1])),
        Set("array_except", "Values of the first that are not in the second, each once.", (f, row) => Set(f, row, (elements, i) => !Holds(Arrays(f, 1), row, elements, i), f.Arguments[..1])),
        Set("arrays_overlap", "Whether two arrays share a value.", Overlap, DataTypes.Boolean),
        Define("array_max", "Largest element.", [P.Array], a => Element(a[0]), (f, row) => Extreme(f, row, 1), nullable: true),
        Define("array_min", "Smallest element.", [P.Array], a => Element(a[0]), (f, row) => Extreme(f, row, -1), nullable: true),
        Scalar.Bind(Category, "array_join", "Elements as one text.", 2, 3, Join),
        Scalar.Bind(Category, "sort_array", "Sorted; NULLs first, or last where descending.", 1, 2, SortArray),
        Define("slice", "Part of an array.", [P.Array, P.Int, P.Int], a => a[0].Type, Slice),
        Define("flatten", "Arrays of an array as one.", [ArrayOfArrays], a => Element(a[0]), Flatten),
        Scalar.Bind(Category, "array_repeat", "A value several times.", 2, 2, Repeat),
        Scalar.Bind(Category, "element_at,try_element_at", "Element at a 1-based position (from the end where negative), or value of a key.", 2, 2, Elements.BindElementAt),
        Define("get", "Element at a 0-based position, NULL outside.", [P.Array, P.Int], a => Element(a[0]), (f, row) => Elements.Pick(f, row, f.Int(1, row)), nullable: true),
    ];

    private static Parameter ArrayOfArrays { get; } = new("\"ARRAY\" of \"ARRAY\"", type => type is ArrayType { ElementType: ArrayType } ? type : null);

    public static ArrayVector Arrays(CallFrame f, int argument) => (ArrayVector)f.Arguments[argument];

    public static DataType Element(BoundExpression array) => ((ArrayType)array.Type).ElementType;

    /// <summary>Appends one element of a vector to the result's row, whatever the result's kind.</summary>
    public static void ReturnElement(CallFrame f, int row, ColumnVector source, int index) => Elements.Return(f.Result, row, source, index);

    private static FunctionDefinition Define(string names, string summary, Parameter[] parameters, Func<BoundExpression[], DataType> result, RowFunction function, int least = -1, bool nullable = false) =>
        Scalar.Define(Category, names, summary, parameters, result, function, least, nullable: nullable);

    /// <summary>A function of an array and a value of its element type.</summary>
    private static FunctionDefinition WithElement(string name, string summary, DataType? result, RowFunction function, bool isStrict = true) => Scalar.Bind(Category, name, summary, 2, 2, call =>
    {
        if (call.Arguments[0].Type is not ArrayType array)
        {
            throw FunctionErrors.UnexpectedType(call, 0, P.Array.Sql);
        }

        if (name == "array_contains" && call.Arguments[1].Type == DataTypes.Null)
        {
            throw FunctionErrors.Mismatch(call, "NULL_TYPE", $"Null typed values cannot be used as arguments of `{name}`.");
        }

        var element = Coerce.CommonType(call, [array.ElementType, call.Arguments[1].Type])
            ?? throw FunctionErrors.Mismatch(call, "ARRAY_FUNCTION_DIFF_TYPES", $"Input to `{name}` should have been \"ARRAY\" followed by a value with same element type, but it's [\"{array.Sql}\", \"{call.Arguments[1].Type.Sql}\"].");
        var type = new ArrayType(element, array.ContainsNull || !isStrict);
        return new ScalarCall(result ?? type, call.Arguments[0].Nullable || isStrict, function, isStrict, Coerce.To(call, call.Arguments[0], type), Coerce.To(call, call.Arguments[1], element));
    });

    private static FunctionDefinition Set(string name, string summary, RowFunction function, DataType? result = null) => Scalar.Bind(Category, name, summary, 2, 2, call =>
    {
        if (call.Arguments[0].Type is not ArrayType left || call.Arguments[1].Type is not ArrayType right || Coerce.CommonType(call, [left.ElementType, right.ElementType]) is not { } element)
        {
            throw FunctionErrors.Mismatch(call, "BINARY_ARRAY_DIFF_TYPES", $"Input to function `{name}` should have been two \"ARRAY\" with same element type, but it's [\"{call.Arguments[0].Type.Sql}\", \"{call.Arguments[1].Type.Sql}\"].");
        }

        var type = new ArrayType(element, left.ContainsNull || right.ContainsNull);
        return new ScalarCall(result ?? type, true, function, true, Coerce.To(call, call.Arguments[0], type), Coerce.To(call, call.Arguments[1], type));
    });

    private static ScalarCall MakeArray(FunctionCall call)
    {
        var element = call.Arguments.Count == 0 ? DataTypes.Null : Coerce.CommonType(call, [.. call.Arguments.Select(a => a.Type)]) ?? throw Different(call);
        var arguments = call.Arguments.Select(argument => Coerce.To(call, argument, element)).ToArray();
        return new ScalarCall(new ArrayType(element, arguments.Any(a => a.Nullable)), false, (f, row) =>
        {
            var result = (ArrayVector)f.Result;
            int start = result.Elements.Count;
            foreach (var argument in f.Arguments)
            {
                result.Elements.AppendFrom(argument, row);
            }

            result.AppendRow(start, f.Count);
        }, false, arguments);
    }

    private static StreamingException Different(FunctionCall call) =>
        FunctionErrors.Mismatch(call, "DATA_DIFF_TYPES", $"Input to `{call.Call.Function.ToLowerInvariant()}` should all be the same type, but it's [{string.Join(", ", call.Arguments.Select(a => $"\"{a.Type.Sql}\""))}].");

    private static ScalarCall Size(FunctionCall call)
    {
        var parameter = new Parameter("(\"ARRAY\" or \"MAP\")", type => type is MapType ? type : P.Array.Accept(type));
        var arguments = Scalar.Convert(call, parameter);
        RowFunction count = (f, row) => f.Return(row, f.Arguments[0] is MapVector map ? map.Lengths[row] : Arrays(f, 0).Lengths[row]);
        if (call.Binder.IsAnsi)
        {
            return new ScalarCall(DataTypes.Integer, arguments[0].Nullable, count, true, arguments);
        }

        // Without ANSI the size of NULL is -1.
        return new ScalarCall(DataTypes.Integer, false, (f, row) =>
        {
            if (f.IsNull(0, row))
            {
                f.Return(row, -1);
            }
            else
            {
                count(f, row);
            }
        }, false, arguments);
    }

    private static ScalarCall Concat(FunctionCall call)
    {
        if (call.Arguments.Any(a => a.Type is ArrayType))
        {
            if (call.Arguments.FirstOrDefault(a => a.Type is not ArrayType) is not null || Coerce.CommonType(call, [.. call.Arguments.Select(a => a.Type)]) is not ArrayType type)
            {
                throw Different(call);
            }

            return new ScalarCall(type, call.Arguments.Any(a => a.Nullable), ConcatArrays, true, [.. call.Arguments.Select(a => Coerce.To(call, a, type))]);
        }

        bool isBinary = call.Arguments.Count > 0 && call.Arguments.All(a => a.Type == DataTypes.Binary);
        var arguments = Scalar.Convert(call, isBinary ? P.Binary : P.String);
        return new ScalarCall(isBinary ? DataTypes.Binary : DataTypes.String, arguments.Any(a => a.Nullable), (f, row) =>
        {
            int size = 0;
            for (int i = 0; i < f.Count; i++)
            {
                size += f.Bytes(i, row).Length;
            }

            var target = f.Reserve(size);
            for (int i = 0; i < f.Count; i++)
            {
                var part = f.Bytes(i, row);
                part.CopyTo(target);
                target = target[part.Length..];
            }

            f.Commit(row, size);
        }, true, arguments);
    }

    private static void ConcatArrays(CallFrame f, int row)
    {
        var result = (ArrayVector)f.Result;
        int start = result.Elements.Count;
        for (int i = 0; i < f.Count; i++)
        {
            Copy(f, i, row, 0, int.MaxValue);
        }

        result.AppendRow(start, result.Elements.Count - start);
    }

    /// <summary>Appends elements of an argument's row to the result's elements.</summary>
    private static void Copy(CallFrame f, int argument, int row, int from, int to)
    {
        var array = Arrays(f, argument);
        var target = ((ArrayVector)f.Result).Elements;
        int end = Math.Min(to, array.Lengths[row]);
        for (int i = from; i < end; i++)
        {
            target.AppendFrom(array.Elements, array.Starts[row] + i);
        }
    }

    private static ScalarCall Reverse(FunctionCall call)
    {
        if (call.Arguments[0].Type is not ArrayType)
        {
            return new ScalarCall(DataTypes.String, call.Arguments[0].Nullable, Utf8Text.Reverse, true, Scalar.Convert(call, P.String));
        }

        return new ScalarCall(call.Arguments[0].Type, call.Arguments[0].Nullable, (f, row) =>
        {
            var result = (ArrayVector)f.Result;
            var array = Arrays(f, 0);
            int start = result.Elements.Count;
            for (int i = array.Lengths[row] - 1; i >= 0; i--)
            {
                result.Elements.AppendFrom(array.Elements, array.Starts[row] + i);
            }

            result.AppendRow(start, array.Lengths[row]);
        }, true, call.Arguments[0]);
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
    public static void SortNullsLast(CallFrame f, int row) => Sort(f, row, isAscending: true, nullsFirst: false);

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
