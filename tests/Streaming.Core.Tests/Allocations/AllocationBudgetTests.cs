using System.Text;
using Streaming.TestSupport;

namespace Streaming.Core.Tests;

/// <summary>What the engine allocates per record in steady state, each in a process of its own.</summary>
public sealed class AllocationBudgetTests
{
    private const int Epochs = 6;
    private const int WarmUp = 3;
    private const long RecordsPerEpoch = 512 * 1024;

    // What an epoch allocates of its own, whatever its size: offsets, plan of splits, progress, events.
    private const long BytesPerEpoch = 64 * 1024;

    [Theory]
    [InlineData("map-filter-map")]
    [InlineData("keyed-count-1")]
    [InlineData("keyed-count-2")]
    [InlineData("word-count-slices")]
    [InlineData("kafka-strings")]
    [InlineData("frame-filter")]
    [InlineData("frame-count-1")]
    [InlineData("frame-count-2")]
    [InlineData("window-count-1")]
    [InlineData("window-count-2")]
    [InlineData("frame-window-count-1")]
    [InlineData("frame-window-count-2")]
    [InlineData("duplicates-1")]
    [InlineData("duplicates-2")]
    [InlineData("duplicates-within-1")]
    [InlineData("frame-duplicates-1")]
    [InlineData("frame-duplicates-2")]
    public async Task StaysWithinTheBudget(string scenario) => await ChildProcess.RunScenario(scenario);

    [ChildScenario("map-filter-map")]
    internal static async Task MapFilterMap()
    {
        var source = new SteadySource<(long Id, double Value)>(
            batch =>
            {
                while (!batch.IsFull)
                {
                    batch.Add((batch.Count, 0.5), 0, batch.Count);
                }
            },
            Epochs, RecordsPerEpoch);
        await RunAsync(source, 1, stream => stream.Map(row => (row.Id + 1, row.Value * 2)).Filter(row => row.Item1 % 3 != 0).Map(row => row.Item2), OutputMode.Append);
        Expect(source, 0);
    }

    [ChildScenario("keyed-count-1")]
    internal static Task KeyedCountOneWorker() => KeyedCount(1);

    [ChildScenario("keyed-count-2")]
    internal static Task KeyedCountTwoWorkers() => KeyedCount(2);

    [ChildScenario("word-count-slices")]
    internal static async Task WordCount()
    {
        var lines = Enumerable.Range(0, 4096).Select(i => Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 10).Select(j => $"w{i * 31 * j % 5000}")))).ToArray();
        var source = new SteadySource<KafkaRecord>(Fill(lines), Epochs, RecordsPerEpoch / 4);
        await RunAsync(
            source, 1, stream => stream.FlatMap<Utf8Slice>((record, output) => record.ValueSlice.Split((byte)' ', output)).GroupBy(word => word).Count(), OutputMode.Update);
        Expect(source, 0);
    }

    [ChildScenario("kafka-strings")]
    internal static async Task KafkaStrings()
    {
        const string Text = "0123456789";
        var source = new SteadySource<KafkaRecord>(Fill([Encoding.UTF8.GetBytes(Text)]), Epochs, RecordsPerEpoch);
        await RunAsync(source, 1, stream => stream.Map(record => record.ValueText).Filter(text => text.Length > 0), OutputMode.Append);

        // Object header, method table, length, characters and terminating zero, rounded up to 8.
        int stringBytes = (8 + 8 + 4 + ((Text.Length + 1) * 2) + 7) / 8 * 8;
        Expect(source, stringBytes);
    }

    [ChildScenario("frame-filter")]
    internal static async Task FrameFilter()
    {
        var source = new SteadySource<KafkaRecord>(Fill([.. Enumerable.Range(0, 100).Select(i => Encoding.UTF8.GetBytes($"value {i}"))]), Epochs, RecordsPerEpoch);
        await RunAsync(source, 1, stream => RowsOf(stream.ToDataFrame().Select(Functions.Col("value"), (Functions.Col("offset") * 2).As("twice")).Filter("twice > 50")), OutputMode.Append);
        Expect(source, 0);
    }

    [ChildScenario("frame-count-1")]
    internal static Task FrameCountOneWorker() => FrameCount(1);

    [ChildScenario("frame-count-2")]
    internal static Task FrameCountTwoWorkers() => FrameCount(2);

    private static async Task FrameCount(int workers)
    {
        var keys = Enumerable.Range(0, 10_000).Select(i => Encoding.UTF8.GetBytes($"customer-{i}")).ToArray();
        var source = new SteadySource<KafkaRecord>(Fill(keys), Epochs, RecordsPerEpoch);
        await RunAsync(
            source, workers,
            stream => RowsOf(stream.ToDataFrame().GroupBy("value").Agg(Functions.Count("*"), Functions.Sum("offset"), Functions.Avg("offset"), Functions.Max("value"))), OutputMode.Update);
        Expect(source, 0);
    }

    [ChildScenario("window-count-1")]
    internal static Task WindowCountOneWorker() => WindowCount(1);

    [ChildScenario("window-count-2")]
    internal static Task WindowCountTwoWorkers() => WindowCount(2);

    [ChildScenario("frame-window-count-1")]
    internal static Task FrameWindowCountOneWorker() => FrameWindowCount(1);

    [ChildScenario("frame-window-count-2")]
    internal static Task FrameWindowCountTwoWorkers() => FrameWindowCount(2);

    // Times go on by a window each epoch, so that windows open and close.
    private static async Task WindowCount(int workers)
    {
        var source = new SteadySource<(int Key, long Time)>(NewFill(), Epochs, RecordsPerEpoch);
        await RunAsync(
            source, workers,
            stream => stream.WithWatermark(row => DateTimeOffset.UnixEpoch.AddTicks(row.Time * 10), "1 second").GroupBy(row => row.Key).Window(TumblingWindow.Of("10 seconds")).Count(), OutputMode.Append);
        Expect(source, 0);
    }

    private static async Task FrameWindowCount(int workers)
    {
        var source = new SteadySource<(int Key, long Time)>(NewFill(), Epochs, RecordsPerEpoch);
        await RunAsync(
            source, workers,
            stream => RowsOf(stream.ToDataFrame().SelectExpr("_1 AS key", "timestamp_micros(_2) AS time").WithWatermark("time", "1 second")
                .GroupBy(Functions.Expr("window(time, '10 seconds') AS w"), Functions.Col("key")).Agg("count(*) AS c").SelectExpr("w.end", "key", "c")), OutputMode.Append);
        Expect(source, 0);
    }

    private static Action<RecordBatch<(int Key, long Time)>> NewFill()
    {
        int key = 0;
        long time = 0;
        return batch =>
        {
            while (!batch.IsFull)
            {
                time += 10_000_000 / RecordsPerEpoch;
                batch.Add((key = (key + 1) % 1000, time), 0, batch.Count);
            }
        };
    }

    [ChildScenario("duplicates-1")]
    internal static Task DuplicatesOneWorker() => Duplicates(1, stream => stream.DropDuplicates(key => key));

    [ChildScenario("duplicates-2")]
    internal static Task DuplicatesTwoWorkers() => Duplicates(2, stream => stream.DropDuplicates(key => key));

    [ChildScenario("duplicates-within-1")]
    internal static Task DuplicatesWithinTheWatermark() => Duplicates(
        1, stream => stream.WithWatermark(_ => DateTimeOffset.UnixEpoch.AddDays(1), "1 hour").DropDuplicatesWithinWatermark(key => key));

    [ChildScenario("frame-duplicates-1")]
    internal static Task FrameDuplicatesOneWorker() => FrameDuplicates(1);

    [ChildScenario("frame-duplicates-2")]
    internal static Task FrameDuplicatesTwoWorkers() => FrameDuplicates(2);

    private static async Task Duplicates(int workers, Func<DataStream<string>, DataStream<string>> build)
    {
        var source = Customers();
        await RunAsync(source, workers, build, OutputMode.Append);
        Expect(source, 0);
    }

    private static async Task FrameDuplicates(int workers)
    {
        var keys = Enumerable.Range(0, 10_000).Select(i => Encoding.UTF8.GetBytes($"customer-{i}")).ToArray();
        var source = new SteadySource<KafkaRecord>(Fill(keys), Epochs, RecordsPerEpoch);
        await RunAsync(source, workers, stream => RowsOf(stream.ToDataFrame().DropDuplicates("value", "topic").Select("value", "offset")), OutputMode.Append);
        Expect(source, 0);
    }

    private static DataStream<Row> RowsOf(DataFrame frame) => new(frame.Session, frame.Node);

    private static async Task KeyedCount(int workers)
    {
        var source = Customers();
        await RunAsync(source, workers, stream => stream.GroupBy(key => key).Count(), OutputMode.Update);
        Expect(source, 0);
    }

    private static SteadySource<string> Customers()
    {
        var keys = Enumerable.Range(0, 10_000).Select(i => $"customer-{i}").ToArray();
        int next = 0;
        return new SteadySource<string>(
            batch =>
            {
                while (!batch.IsFull)
                {
                    batch.Add(keys[next], 0, batch.Count);
                    next = next + 1 == keys.Length ? 0 : next + 1;
                }
            },
            Epochs, RecordsPerEpoch);
    }

    private static Action<RecordBatch<KafkaRecord>> Fill(byte[][] values)
    {
        var buffer = new KafkaRecordBuffer(RecordBatch<KafkaRecord>.DefaultCapacity, 1 << 20);
        int next = 0;
        return batch =>
        {
            buffer.Clear();
            while (!batch.IsFull)
            {
                var value = values[next];
                next = next + 1 == values.Length ? 0 : next + 1;
                int start = buffer.Data.Append(value);
                buffer.Add(start, -1, start, value.Length, batch.Count, 0);
                batch.Add(buffer[batch.Count], 0, batch.Count);
            }
        };
    }

    private static async Task RunAsync<TIn, TOut>(SteadySource<TIn> source, int workers, Func<DataStream<TIn>, DataStream<TOut>> build, OutputMode mode)
    {
        await using var session = WordCountTests.NewSession(workers);
        var query = build(session.ReadStream().From(source)).WriteStream().OutputMode(mode).Trigger(Trigger.AvailableNow()).To(new DropSink()).Start();
        await query.AwaitTerminationAsync();
    }

    private static void Expect<T>(SteadySource<T> source, int bytesPerRecord)
    {
        long budget = (source.RecordsPerEpoch * bytesPerRecord) + BytesPerEpoch;
        long actual = source.BytesPerEpoch(WarmUp);
        Console.WriteLine($"{actual} bytes in an epoch of {source.RecordsPerEpoch} records, budget {budget}");
        Assert.InRange(actual, 0, budget);
    }

    private sealed class DropSink : IStreamSinkProvider
    {
        public string ShortName => "drop";

        public bool AllowsTemporaryCheckpoint => true;

        public IStreamSink<T> CreateSink<T>(SinkContext context) => new NoopSink<T>();
    }
}
