using System.Buffers.Text;

namespace Streaming.Bench;

/// <summary>The workloads as queries of this library, written as a user would who cares for speed.</summary>
internal sealed class StreamingEngine(BenchOptions options, RunMeter meter)
{
    private const long MaxOffsetsPerTriggerW2 = 2_000_000;
    private const long MaxOffsetsPerTriggerW3 = 1_000_000;

    /// <summary>Runs the workload over what the input topic holds and returns when it is committed.</summary>
    public async Task RunAsync(string checkpointFolder)
    {
        await using var session = StreamingSession.Create(new StreamingSessionOptions
        {
            Name = "bench",
            Configuration = new Dictionary<string, string> { ["streaming.workers"] = $"{options.Workers}", ["spark.sql.streaming.stateStore.providerClass"] = options.State },
        });
        var query = options.Workload switch
        {
            "W1" => StartFilter(session, checkpointFolder),
            "W2" => StartWordCount(session, checkpointFolder),
            "W3" => StartCandles(session, checkpointFolder),
            _ => throw new NotSupportedException($"{options.Workload} is not written yet."),
        };
        await query.AwaitTerminationAsync();
    }

    private StreamingQuery StartFilter(StreamingSession session, string checkpointFolder) =>
        Input(session).Peek(_ => meter.First())
            .Filter(record => Number(record) > 50)
            .WriteStream().Trigger(Trigger.AvailableNow()).Option("checkpointLocation", checkpointFolder)
            .Options(Prefixed(options.Producer))
            .Kafka(options.Bootstrap, options.Output).Start();

    private StreamingQuery StartWordCount(StreamingSession session, string checkpointFolder) =>
        Input(session, MaxOffsetsPerTriggerW2).Peek(_ => meter.First())
            .FlatMap<Utf8Slice>((record, output) => record.ValueSlice.Split((byte)' ', output, StringSplitOptions.RemoveEmptyEntries))
            .GroupBy(word => word).Count()
            .WriteStream().OutputMode(OutputMode.Update).Trigger(Trigger.AvailableNow()).Option("checkpointLocation", checkpointFolder)
            .Options(Prefixed(options.Producer))
            .Kafka(options.Bootstrap, options.Output, new WordCountEncoder()).Start();

    private StreamingQuery StartCandles(StreamingSession session, string checkpointFolder) =>
        Input(session, MaxOffsetsPerTriggerW3).Peek(_ => meter.First()).ToDataFrame()
            .SelectExpr("from_json(CAST(value AS STRING), 'symbol STRING, price DOUBLE, ts BIGINT') AS tick")
            .SelectExpr("tick.symbol AS symbol", "tick.price AS price", "timestamp_millis(tick.ts) AS time")
            .WithWatermark("time", "5 seconds")
            .GroupBy(Functions.Expr("window(time, '10 seconds') AS w"), Functions.Col("symbol"))
            .Agg("min_by(price, time) AS open", "max(price) AS high", "min(price) AS low", "max_by(price, time) AS close", "count(*) AS count")
            .SelectExpr("symbol AS key", "to_json(struct(symbol, unix_millis(w.start) AS start, open, high, low, close, count)) AS value")
            .WriteStream().OutputMode(OutputMode.Append).Trigger(Trigger.AvailableNow()).Option("checkpointLocation", checkpointFolder)
            .Options(Prefixed(options.Producer))
            .Format("kafka").Option("kafka.bootstrap.servers", options.Bootstrap).Option("topic", options.Output).Start();

    private DataStream<KafkaRecord> Input(StreamingSession session, long? maxOffsetsPerTrigger = null)
    {
        var reader = session.ReadStream().Option("startingOffsets", "earliest").Option("recordFields", "value").Options(Prefixed(options.Consumer));
        if (maxOffsetsPerTrigger is { } limit)
        {
            reader.Option("maxOffsetsPerTrigger", limit);
        }

        return reader.Kafka(options.Bootstrap, options.Input);
    }

    private static int Number(KafkaRecord record) => Utf8Parser.TryParse(record.Value, out int number, out _) ? number : throw new FormatException("not a number");

    private static IEnumerable<KeyValuePair<string, string>> Prefixed(IEnumerable<KeyValuePair<string, string>> settings) =>
        settings.Select(setting => KeyValuePair.Create("kafka." + setting.Key, setting.Value));

    // The word's bytes and the count's digits: no string on the way out either.
    private sealed class WordCountEncoder : ITopicEncoder<KeyCount<Utf8Slice>>
    {
        public void Encode(KeyCount<Utf8Slice> row, long timestamp, TopicRecord record)
        {
            var key = row.Key.Span;
            key.CopyTo(record.Key.GetSpan(key.Length));
            record.Key.Advance(key.Length);
            record.HasKey = true;
            Utf8Formatter.TryFormat(row.Count, record.Value.GetSpan(20), out int written);
            record.Value.Advance(written);
            record.HasValue = true;
        }
    }
}
