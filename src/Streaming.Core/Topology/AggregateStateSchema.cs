namespace Streaming;

/// <summary>What an aggregation of columns keeps, in Spark's terms: the grouping columns, and the parts of each function's intermediate value.</summary>
internal static class AggregateStateSchema
{
    private const string Name = "default";

    public static StateStoreSchema Of(StructType schema, IReadOnlyList<NamedExpression> keys, IReadOnlyList<CallExpression> calls, IReadOnlyList<BoundAggregate> aggregates, int timeColumn = -1, long? windowLength = null)
    {
        // Whether there may be nulls is not part of it, as in Spark.
        var key = new StructType(schema.Fields.Take(keys.Count).Zip(keys, (field, key) => new StructField(NameOf(key.Expression), field.Type)));
        var parts = calls.Zip(aggregates, Parts).ToList();

        // A function whose state is of its own kind can go on from its own state only.
        string value = parts.TrueForAll(part => part is not null)
            ? new StructType(parts.SelectMany(part => part!)).ToDdl()
            : string.Join(", ", calls.Zip(aggregates, Text));
        return new StateStoreSchema(Name, key.ToDdl(), value) { Form = StateStoreSchema.Columns, TimeColumn = timeColumn, WindowLength = windowLength ?? 0 };
    }

    // Names do not count when schemas are compared, so equal types must mean equal bytes.
    private static StructField[]? Parts(CallExpression call, BoundAggregate aggregate)
    {
        if (call.IsDistinct)
        {
            return null;
        }

        var argument = aggregate.Children.Count > 0 ? aggregate.Children[0].Type : null;
        return (call.Function.ToLowerInvariant(), argument) switch
        {
            ("count" or "count_if", _) => [new("count", DataTypes.Long)],
            ("sum" or "try_sum", DecimalType) => [new("sum", aggregate.Type), new("isEmpty", DataTypes.Boolean)],
            ("sum" or "try_sum", not IntervalType) => [new("sum", aggregate.Type)],
            ("avg" or "mean" or "try_avg", DecimalType type) =>
                [new("sum", new DecimalType(Math.Min(DecimalType.MaxPrecision, type.Precision + 10), type.Scale)), new("count", DataTypes.Long)],
            ("avg" or "mean" or "try_avg", not IntervalType) => [new("sum", DataTypes.Double), new("count", DataTypes.Long)],
            ("min" or "max", not IntervalType) when argument != DataTypes.Binary => [new(call.Function.ToLowerInvariant(), aggregate.Type)],
            ("bool_and" or "every", _) => [new("min", DataTypes.Boolean)],
            ("bool_or" or "some" or "any", _) => [new("max", DataTypes.Boolean)],
            ("collect_list" or "array_agg" or "collect_set", _) => [new("buf", DataTypes.Binary)],
            _ => null,
        };
    }

    private static string NameOf(SqlExpression key) => key is AttributeExpression attribute ? attribute.Parts[^1] : "_groupingexpression";

    private static string Text(CallExpression call, BoundAggregate aggregate) =>
        $"{call.Function.ToLowerInvariant()}({(call.IsDistinct ? "distinct " : "")}{string.Join(", ", aggregate.Children.Select(child => child.Type.Sql))})";
}
