using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Builds the DataFrame of a recorded query tree with the public API.</summary>
internal sealed class QueryTree(StreamingSession session, CaseSources sources, Deviations deviations)
{
    public DataFrame Build(JsonElement query)
    {
        if (query.ValueKind == JsonValueKind.String)
        {
            return sources.Frame(session, query.GetString()!);
        }

        var frame = Build(query.GetProperty("from"));
        if (query.Has("ops", out var ops))
        {
            foreach (var op in ops.EnumerateArray())
            {
                frame = op.ValueKind == JsonValueKind.String
                    ? Apply(frame, op.GetString()!, default)
                    : op.EnumerateObject().Aggregate(frame, (current, member) => Apply(current, member.Name, member.Value));
            }
        }

        return frame;
    }

    private DataFrame Apply(DataFrame frame, string op, JsonElement value)
    {
        if (deviations.NotExpressible($"op:{op}") is { } reason)
        {
            throw new NotExpressibleException(reason);
        }

        switch (op)
        {
            case "select":
                return frame.SelectExpr(value.Texts());
            case "filter":
                return frame.Filter(value.GetString()!);
            case "withColumn":
                return frame.WithColumn(value[0].GetString()!, Functions.Expr(value[1].GetString()!));
            case "watermark":
                return frame.WithWatermark(value[0].GetString()!, value[1].GetString()!);
            case "drop":
                return frame.Drop(value.ValueKind == JsonValueKind.String ? [value.GetString()!] : value.Texts());
            case "groupBy":
                return Aggregate(frame.GroupBy(Columns(value.GetProperty("keys"))), value.GetProperty("aggs"));
            case "rollup":
                return Aggregate(frame.Rollup(Columns(value.GetProperty("keys"))), value.GetProperty("aggs"));
            case "cube":
                return Aggregate(frame.Cube(Columns(value.GetProperty("keys"))), value.GetProperty("aggs"));
            case "pivot":
                var values = value.GetProperty("values").EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number ? item.GetInt32() : (object?)item.GetString());
                return frame.GroupBy(Functions.Expr(value.Text("key")!)).Pivot(value.Text("col")!, [.. values]).Agg(Functions.Expr(value.Text("agg")!));
            case "dedup":
                return frame.DropDuplicates(value.Texts());
            case "dedupWithin":
                return frame.DropDuplicatesWithinWatermark(value.Texts());
            case "distinct":
                return frame.Distinct();
            case "alias":
                return frame.Alias(value.GetString()!);
            case "union":
                return value.EnumerateArray().Aggregate(frame, (current, other) => current.Union(Build(other)));
            case "join":
                return Join(frame, Build(value.GetProperty("right")), value.Text("on") ?? "", value.Text("type")!);
            case "observe":
                var metrics = Columns(value.GetProperty("exprs"));
                return frame.Observe(value.Text("name")!, metrics[0], metrics[1..]);
            case "except":
                return frame.Except(Build(value));
            case "intersect":
                return frame.Intersect(Build(value));
            case "offset":
                return frame.Offset(value.GetInt32());
            case "sample":
                return frame.Sample(value.GetDouble());
            case "limit":
                return frame.Limit(value.GetInt32());
            case "coalesce":
                return frame.Coalesce(value.GetInt32());
            case "repartition":
                return frame.Repartition(value.GetInt32());
            case "sort":
                return frame.Sort([.. value.Texts().Select(Sort)]);
            case "keyed":
                return GroupStateOp.Apply(frame, value, name => sources.Frame(session, name));
            case "tws":
                return ProcessorOp.Apply(frame, value, name => sources.Frame(session, name));
            case "action":
                Act(frame, value.GetString()!);
                return frame;
            default:
                throw new MissingFeatureException(op);
        }
    }

    private static DataFrame Join(DataFrame left, DataFrame right, string condition, string type) =>
        type == "cross" ? left.CrossJoin(right) // whatever the condition says, as when it was recorded
        : condition.Length > 0 ? left.Join(right, Functions.Expr(condition), type)
        : left.Join(right, Functions.Lit(true), type);

    // Streams refuse what only bounded data can do.
    private void Act(DataFrame frame, string action)
    {
        if (deviations.NotExpressible($"action:{action}") is { } reason)
        {
            throw new NotExpressibleException(reason);
        }

        switch (action)
        {
            case "collect":
                frame.Collect();
                break;
            case "count":
                frame.Count();
                break;
            case "show":
                frame.Show(output: TextWriter.Null);
                break;
            case "take":
            case "head":
                frame.Take(1);
                break;
            case "foreach":
                frame.Foreach(_ => { });
                break;
            case "toLocalIterator":
                frame.ToLocalIterator();
                break;
            case "first":
                frame.First();
                break;
            case "write":
                frame.Write();
                break;
            case "cache":
                frame.Cache();
                break;
            case "checkpoint":
                frame.LocalCheckpoint();
                break;
            default:
                throw new MissingFeatureException($"action {action}");
        }
    }

    private static DataFrame Aggregate(GroupedDataFrame grouped, JsonElement aggregates)
    {
        var columns = Columns(aggregates);
        return grouped.Agg(columns[0], columns[1..]);
    }

    private static Column[] Columns(JsonElement texts) => [.. texts.Texts().Select(Functions.Expr)];

    private static Column Sort(string text) =>
        text.EndsWith(" desc", StringComparison.OrdinalIgnoreCase) ? Functions.Expr(text[..^5]).Desc()
        : text.EndsWith(" asc", StringComparison.OrdinalIgnoreCase) ? Functions.Expr(text[..^4]).Asc()
        : Functions.Expr(text);
}
