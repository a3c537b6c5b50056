using System.Globalization;
using System.Text.Json;

namespace Streaming.Core.Tests.DataFrames;

/// <summary>Queries that were recorded from Spark, run through the operations of DataFrame.</summary>
public sealed class RecordedFrameTests
{
    [Theory]
    [InlineData("aggregate", "AGG-01")]
    [InlineData("aggregate", "AGG-02")]
    [InlineData("aggregate", "AGG-03")]
    [InlineData("aggregate", "AGG-05")]
    [InlineData("aggregate", "AGG-06")]
    [InlineData("aggregate", "AGG-07-false")]
    [InlineData("aggregate", "AGG-08-false")]
    [InlineData("aggregate", "AGG-10")]
    [InlineData("aggregate", "AGG-16")]
    [InlineData("aggregate", "AGG-17")]
    [InlineData("aggregate", "AGG-18")]
    [InlineData("aggregate", "AGG-19")]
    [InlineData("aggregate", "AGG-20")]
    [InlineData("aggregate", "AGG-29")]
    [InlineData("shape", "SHP-02")]
    [InlineData("shape", "SHP-05")]
    [InlineData("shape", "SHP-07")]
    [InlineData("shape", "SHP-11")]
    public async Task RowsAreSparks(string group, string id)
    {
        var item = RecordedCases.Case(group, id);
        foreach (var variant in new[] { new EngineVariant(1, 1024, false), new EngineVariant(3, 7, false) })
        {
            await Run(item, variant);
        }
    }

    private static async Task Run(JsonElement item, EngineVariant variant)
    {
        await using var session = variant.NewSession();
        if (item.TryGetProperty("conf", out var conf))
        {
            foreach (var setting in conf.EnumerateObject())
            {
                session.Configuration.Set(setting.Name, setting.Value.GetString()!);
            }
        }

        var sources = new Dictionary<string, (StructType Schema, MemoryStream<Row> Stream, DataFrame Frame)>();
        foreach (var source in item.GetProperty("sources").EnumerateObject())
        {
            var schema = SqlParser.ParseSchema(source.Value.GetProperty("schema").GetString()!);
            var stream = new MemoryStream<Row>();
            sources[source.Name] = (schema, stream, session.ReadStream().From(stream).ToDataFrame(schema));
        }

        var sink = new CollectSink();
        var frame = Build(item.GetProperty("query"), sources.ToDictionary(source => source.Key, source => source.Value.Frame));
        Assert.Equal(item.GetProperty("outputSchema").GetString(), string.Join(", ", frame.Schema.Fields.Select(field => $"{field.Name}:{field.Type.SimpleString}")));
        var query = frame.WriteStream().OutputMode(Enum.Parse<OutputMode>(item.GetProperty("mode").GetString()!, ignoreCase: true)).To(sink).Start();
        bool ordered = item.TryGetProperty("ordered", out var order) && order.GetBoolean();
        int batches = 0;
        foreach (var step in item.GetProperty("steps").EnumerateArray())
        {
            var action = step.GetProperty("do");
            if (action.TryGetProperty("add", out var additions))
            {
                foreach (var addition in additions.EnumerateObject())
                {
                    var (schema, stream, _) = sources[addition.Name];
                    stream.AddData(addition.Value.EnumerateArray().Select(row => RowOf(row, schema)));
                }
            }
            else
            {
                sources[action.GetProperty("add_empty_block").GetString()!].Stream.AddData();
            }

            query.ProcessAllAvailable();
            foreach (var batch in step.GetProperty("expect").GetProperty("batches").EnumerateArray())
            {
                var expected = batch.GetProperty("rows").EnumerateArray().Select(row => RowOf(row, frame.Schema).ToString());
                var actual = sink.Batches<Row>()[batches++].Rows.Select(row => row.ToString());
                Assert.Equal(ordered ? expected : expected.Order(StringComparer.Ordinal), ordered ? actual : actual.Order(StringComparer.Ordinal));
            }
        }

        Assert.Equal(batches, sink.Batches<Row>().Count);
    }

    private static DataFrame Build(JsonElement query, IReadOnlyDictionary<string, DataFrame> sources)
    {
        if (query.ValueKind == JsonValueKind.String)
        {
            return sources[query.GetString()!];
        }

        var frame = Build(query.GetProperty("from"), sources);
        foreach (var op in query.GetProperty("ops").EnumerateArray().SelectMany(op => op.EnumerateObject()))
        {
            frame = op.Name switch
            {
                "select" => frame.SelectExpr(Texts(op.Value)),
                "filter" => frame.Filter(op.Value.GetString()!),
                "withColumn" => frame.WithColumn(op.Value[0].GetString()!, Functions.Expr(op.Value[1].GetString()!)),
                "groupBy" => Grouped(frame, op.Value),
                "sort" => frame.Sort([.. Texts(op.Value).Select(key => new Column(SqlParser.ParseSort(key)))]),
                "limit" => frame.Limit(op.Value.GetInt32()),
                "union" => op.Value.EnumerateArray().Aggregate(frame, (left, right) => left.Union(Build(right, sources))),
                _ => throw new NotSupportedException(op.Name),
            };
        }

        return frame;
    }

    private static DataFrame Grouped(DataFrame frame, JsonElement grouping)
    {
        var keys = Texts(grouping.GetProperty("keys")).Select(Functions.Expr).ToArray();
        var aggregates = Texts(grouping.GetProperty("aggs"));
        return frame.GroupBy(keys).Agg(aggregates[0], aggregates[1..]);
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];

    private static Row RowOf(JsonElement row, StructType schema) => new(schema, [.. schema.Fields.Select((field, i) => Value(row.ValueKind == JsonValueKind.Array ? row[i] : row, field.Type))]);

    private static object? Value(JsonElement value, DataType type)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        string text = value.ToString();
        return type switch
        {
            DecimalType exact => new SqlDecimal(VectorValues.Unscaled(decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal small) ? small : new SqlDecimal(Int128.Parse(text, CultureInfo.InvariantCulture), 0), exact.Scale), exact.Scale),
            AtomicType { Kind: AtomicKind.Boolean } => value.GetBoolean(),
            AtomicType { Kind: AtomicKind.Byte } => value.GetSByte(),
            AtomicType { Kind: AtomicKind.Short } => value.GetInt16(),
            AtomicType { Kind: AtomicKind.Integer } => value.GetInt32(),
            AtomicType { Kind: AtomicKind.Long } => value.GetInt64(),
            AtomicType { Kind: AtomicKind.Float } => float.Parse(text, CultureInfo.InvariantCulture),
            AtomicType { Kind: AtomicKind.Double } => double.Parse(text, CultureInfo.InvariantCulture),
            AtomicType { Kind: AtomicKind.Timestamp } => value.ValueKind == JsonValueKind.Number ? DateTimeOffset.UnixEpoch.AddSeconds(value.GetDouble()) : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
            _ => text,
        };
    }
}
