using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Aggregates that join texts, arrays and vectors.</summary>
internal static class ListAggregateFunctions
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        AggregateFunctions.Define(["listagg", "string_agg"], "All texts that are not NULL with a separator between them, in the order of WITHIN GROUP (ORDER BY ...) where it is given.", 1, int.MaxValue, JoinTexts, ownDistinct: true),
        AggregateFunctions.Define(["collect_union"], "The different elements that are not NULL of arrays, as an array.", 1, 1, call => call.Arguments[0].Type is ArrayType type
            ? new BoundAccumulation(new ArrayType(type.ElementType, containsNull: false), false, () => new CountedAccumulator(type.ElementType, AppendAll, isUnion: true), call.Arguments[0])
            : throw FunctionErrors.UnexpectedType(call, 0, "\"ARRAY\"")),
        AggregateFunctions.Define(["vector_sum"], "Sums of the elements of arrays of float, place by place.", 1, 1, call => Vector(call, isMean: false)),
        AggregateFunctions.Define(["vector_avg"], "Means of the elements of arrays of float, place by place.", 1, 1, call => Vector(call, isMean: true)),
    ];

    private static BoundAccumulation JoinTexts(FunctionCall call)
    {
        var keys = call.Call.Children.Index().Where(child => child.Item is SortExpression).Select(child => (child.Index, Sort: (SortExpression)child.Item)).ToList();
        int plain = call.Arguments.Count - keys.Count;
        if (plain is < 1 or > 2)
        {
            throw BindErrors.WrongArguments(call.Call.Function, "[1, 2]", plain);
        }

        var value = call.Arguments[0].Type == DataTypes.Binary ? call.Arguments[0] : Scalar.Convert(call with { Arguments = [call.Arguments[0]] }, P.String)[0];
        byte[] separator = [];
        if (plain == 2)
        {
            var constant = Constants.Evaluate(Coerce.To(call, call.Arguments[1], value.Type))
                ?? throw FunctionErrors.Mismatch(call, "NON_FOLDABLE_INPUT", $"the input `delimiter` should be a foldable {BindErrors.Quote(value.Type)} expression; however, got \"{call.Call.Children[1].Sql}\".");
            separator = constant.IsNull(0) ? [] : ((BytesVector)constant).Value(0).ToArray();
        }

        if (call.Call.IsDistinct && keys.Count > 0 && !(keys.Count == 1 && ExpressionRewriter.AreEqual(keys[0].Sort.Child, call.Call.Children[0])))
        {
            throw BindErrors.Make(
                "INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT",
                $"Invalid function `{call.Call.Function.ToLowerInvariant()}` with WITHIN GROUP. The function is invoked with DISTINCT and WITHIN GROUP but expressions \"{call.Call.Children[0].Sql}\" and {string.Join(", ", keys.Select(key => $"\"{key.Sort.Child.Sql}\""))} do not match. The WITHIN GROUP ordering expression must be picked from the function inputs.",
                "42K0K");
        }

        BoundExpression[] arguments = [value, .. keys.Select(key => call.Arguments[key.Index])];
        var order = keys.Select((key, i) => (i + 1, key.Sort.IsDescending, key.Sort.NullsFirst)).ToList();
        return new BoundAccumulation(
            value.Type, true,
            () => new RowListAccumulator(
                [.. arguments.Select(argument => argument.Type)], call.Call.IsDistinct, null, null,
                (columns, count, result) =>
                {
                    var texts = (BytesVector)columns[0];
                    var joined = new System.Buffers.ArrayBufferWriter<byte>();
                    foreach (var (i, row) in RowListAccumulator.Sort(columns, count, order).Index())
                    {
                        System.Buffers.BuffersExtensions.Write(joined, i > 0 ? separator : []);
                        System.Buffers.BuffersExtensions.Write(joined, texts.Value(row));
                    }

                    ((BytesVector)result).AppendCopy(joined.WrittenSpan);
                },
                null),
            arguments);
    }

    private static void AppendAll(ColumnVector values, long[] counts, ColumnVector result)
    {
        var array = (ArrayVector)result;
        int start = array.Elements.Count;
        for (int i = 0; i < values.Count; i++)
        {
            array.Elements.AppendFrom(values, i);
        }

        array.AppendRow(start, values.Count);
    }

    private static BoundAccumulation Vector(FunctionCall call, bool isMean) => call.Arguments[0].Type is ArrayType { ElementType: AtomicType { Kind: AtomicKind.Float } }
        ? new BoundAccumulation(new ArrayType(DataTypes.Float, containsNull: false), true, () => new VectorAccumulator(call.Call.Function.ToLowerInvariant(), isMean), call.Arguments[0])
        : throw FunctionErrors.UnexpectedType(call, 0, "\"ARRAY<FLOAT>\"");
}
