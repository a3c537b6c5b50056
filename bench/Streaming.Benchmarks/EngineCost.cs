using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Streaming.Benchmarks;

/// <summary>CPU of the engine alone in steady state: a whole query with one worker, a source that copies prepared bytes and a sink that drops its rows in place of Kafka.</summary>
internal static class EngineCost
{
    private const int Epochs = 12;
    private const int WarmUp = 4;

    public static async Task RunAsync(TextWriter output)
    {
        var numbers = Numbers();
        var lines = Lines();
        await output.WriteLineAsync("query | ns of CPU an item | bytes an item | items an epoch");
        await MeasureAsync(output, "W1: filter, an item is a record", numbers, 1 << 22, 1,
            stream => stream.Filter(record => Utf8Parser.TryParse(record.Value, out int number, out _) && number > 50), OutputMode.Append);
        await MeasureAsync(output, "W1 as a DataFrame", numbers, 1 << 22, 1,
            stream => RowsOf(stream.ToDataFrame().Filter("CAST(CAST(value AS STRING) AS INT) > 50").Select("value")), OutputMode.Append);
        var events = Events();
        await MeasureAsync(output, "JSON to three fields, filter, project, typed; an item is a record", events, 1 << 19, 1,
            stream => stream.DecodeValues(Serdes.Json<SensorEvent>(System.Text.Json.JsonSerializerOptions.Web)).Filter(item => item.Temperature > 25).Map(item => (item.Sensor, item.Temperature)), OutputMode.Append);
        await MeasureAsync(output, "the same as a DataFrame", events, 1 << 19, 1,
            stream => RowsOf(stream.ToDataFrame()
                .SelectExpr("from_json(CAST(value AS STRING), 'sensor STRING, temperature DOUBLE, time BIGINT') AS e").Filter("e.temperature > 25").SelectExpr("e.sensor", "e.temperature")), OutputMode.Append);
        await MeasureAsync(output, "W2: word count, slices, an item is a word", lines, 1 << 18, 10,
            stream => stream.FlatMap<Utf8Slice>((record, words) => record.ValueSlice.Split((byte)' ', words)).GroupBy(word => word).Count(), OutputMode.Update);
        await MeasureAsync(output, "W2: word count, Split, an item is a word", lines, 1 << 18, 10,
            stream => stream.FlatMap(record => record.ValueText.Split(' ')).GroupBy(word => word).Count(), OutputMode.Update);
        foreach (int workers in new[] { 1, 2 })
        {
            // The offset is the time: a second holds 64,000 records, an epoch six to seven windows.
            await MeasureAsync(output, $"windowed count, typed, {workers} workers", numbers, 1 << 21, 1,
                stream => stream.WithWatermark(TimeOf, "1 second").GroupBy(record => record.ValueSlice).Window(TumblingWindow.Of("5 seconds")).Count(), OutputMode.Append, workers);
            await MeasureAsync(output, $"session count, typed, {workers} workers", numbers, 1 << 21, 1,
                stream => stream.WithWatermark(TimeOf, "1 second").GroupBy(record => record.ValueSlice).Window(SessionWindow.Of("5 milliseconds")).Count(), OutputMode.Append, workers);
            await MeasureAsync(output, $"windowed count, columns, {workers} workers", numbers, 1 << 21, 1,
                stream => stream.ToDataFrame().SelectExpr("value", "timestamp_millis(offset div 64) AS time").WithWatermark("time", "1 second")
                    .GroupBy(Functions.Expr("window(time, '5 seconds') AS w"), Functions.Col("value")).Count().As<(TimeWindow Window, byte[] Value, long Count)>(), OutputMode.Append, workers);
        }

        var keys = Keys();
        await MeasureAsync(output, "duplicates of 1,048,576 keys, an item is a record", keys, 1 << 22, 1, stream => stream.DropDuplicates(record => record.ValueSlice), OutputMode.Append);
        await MeasureAsync(output, "the same as a DataFrame", keys, 1 << 22, 1, stream => RowsOf(stream.ToDataFrame().DropDuplicates("value")), OutputMode.Append);
        await KeyedStateCost.RunAsync(output, keys);
    }

    private sealed record SensorEvent(string Sensor, double Temperature, long Time);

    private static byte[][] Events()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 4096).Select(i => Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{{\"sensor\":\"sensor-{i % 100}\",\"temperature\":{random.Next(0, 500) / 10.0},\"time\":{1_795_630_170_000 + i}}}")))];
    }

    private static DataStream<Row> RowsOf(DataFrame frame) => new(frame.Session, frame.Node);

    // In an order in which the table is of no help to the caches.
    internal static byte[][] Keys()
    {
        var keys = Enumerable.Range(0, 1 << 20).Select(i => Encoding.ASCII.GetBytes($"key-{i}")).ToArray();
        new Random(3).Shuffle(keys);
        return keys;
    }

    private static DateTimeOffset? TimeOf(KafkaRecord record) => DateTimeOffset.FromUnixTimeMilliseconds(record.Offset / 64);

    internal static async Task MeasureAsync<TOut>(
        TextWriter output, string name, byte[][] values, int recordsPerEpoch, int itemsPerRecord, Func<DataStream<KafkaRecord>, DataStream<TOut>> build, OutputMode mode, int workers = 1)
    {
        var source = new PreparedSource(values, Epochs, recordsPerEpoch);
        await using var session = StreamingSession.Create(new StreamingSessionOptions { Configuration = new Dictionary<string, string> { ["streaming.workers"] = workers.ToString(CultureInfo.InvariantCulture) } });
        var query = build(session.ReadStream().From(source)).WriteStream().OutputMode(mode).Trigger(Trigger.AvailableNow()).Format("noop").Start();
        await query.AwaitTerminationAsync();
        var (cpu, bytes) = source.MedianEpoch(WarmUp);
        double items = (double)recordsPerEpoch * itemsPerRecord;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name} | {cpu.TotalNanoseconds / items:F1} | {bytes / items:F2} | {items:F0}"));
    }

    private static byte[][] Numbers()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 1 << 16).Select(_ => Encoding.ASCII.GetBytes((1 + random.Next(100)).ToString(CultureInfo.InvariantCulture)))];
    }

    // W2's vocabulary: word k has the weight 1 / (k + 1).
    private static byte[][] Lines()
    {
        const int Words = 100_000;
        var random = new Random(2);
        var cumulated = new double[Words];
        double sum = 0;
        for (int k = 0; k < Words; k++)
        {
            cumulated[k] = sum += 1.0 / (k + 1);
        }

        return [.. Enumerable.Range(0, 1 << 17).Select(_ => Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, 10).Select(_ => Word()))))];

        string Word()
        {
            int k = Array.BinarySearch(cumulated, random.NextDouble() * sum);
            return "w" + Base36(Math.Min(k < 0 ? ~k : k, Words - 1));
        }
    }

    private static string Base36(int number)
    {
        const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        var text = new StringBuilder();
        do
        {
            text.Insert(0, Digits[number % 36]);
            number /= 36;
        }
        while (number > 0);
        return text.ToString();
    }
}
