namespace Streaming;

/// <summary>Windows of rows (<c>OVER</c>): streams have none, and say so when the query starts, as in Spark.</summary>
internal static class OverAnalysis
{
    public static RowNode Build(RowNode input, IReadOnlyList<SqlExpression> items, bool isAnsi)
    {
        if (!input.IsStreaming)
        {
            throw SqlErrors.Unsupported("A window function (OVER)");
        }

        var binder = new Binder(input.Schema, isAnsi);
        var fields = input.Schema.Fields.ToList();
        var projected = items.Select(item =>
        {
            var named = PlanAnalysis.Name(item);
            return named with
            {
                Expression = ExpressionRewriter.Replace(named.Expression, part =>
                {
                    if (part is not OverExpression over)
                    {
                        return null;
                    }

                    foreach (var key in over.Children.Skip(1))
                    {
                        binder.Bind(key);
                    }

                    fields.Add(new StructField($"\u0001over{fields.Count}", TypeOf(over.Call, binder)));
                    return new AttributeExpression(fields[^1].Name);
                }),
            };
        }).ToList();
        var refusal = PlanErrors.Refused("Non-time-based windows are not supported on streaming DataFrames/Datasets");
        return PlanAnalysis.Project(new BoundedOnlyNode("Window", refusal, new StructType(fields), input), projected, isAnsi);
    }

    private static DataType TypeOf(CallExpression call, Binder binder) => call.Function.ToLowerInvariant() switch
    {
        "row_number" or "rank" or "dense_rank" or "ntile" => DataTypes.Integer,
        "percent_rank" or "cume_dist" => DataTypes.Double,
        "lag" or "lead" or "nth_value" => binder.Bind(call.Children[0]).Type,
        _ => binder.Bind(PlanAnalysis.CountAll(call)).Type,
    };
}
