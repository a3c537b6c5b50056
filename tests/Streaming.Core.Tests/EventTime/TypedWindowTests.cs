namespace Streaming.Core.Tests.EventTime;

/// <summary>Windows of typed streams.</summary>
public sealed class TypedWindowTests
{
    private static readonly EngineVariant Plain = new(1, 1024, false);

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task AppendEmitsEachWindowOnce(EngineVariant variant)
    {
        var batches = await WindowRun.TypedAsync(
            variant, rows => Keyed(rows, "5 seconds").Window(TumblingWindow.Of("10 seconds")).Count().Map(Show), OutputMode.Append,
            [Reading.At("a", 1), Reading.At(null, 3), Reading.At("", 3), Reading.At("a", 9.999999), Reading.At("a", null)], [Reading.At("b", 15)], [Reading.At("a", 4)], [Reading.At("a", 9)], [Reading.At("a", 40)], [Reading.At("a", 41)]);
        Assert.Empty(batches[0].Concat(batches[1]));
        Assert.Equal([" 0-10 1", "a 0-10 3", "null 0-10 1"], batches[2]);
        Assert.Empty(batches[3].Concat(batches[4]));
        Assert.Equal(["b 10-20 1"], batches[5]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task UpdateEmitsTheWindowsThatChanged(EngineVariant variant)
    {
        var batches = await WindowRun.TypedAsync(
            variant, rows => Keyed(rows, "0 seconds").Window(SlidingWindow.Of("10 seconds", "5 seconds")).Sum(row => row.Value).Map(row => $"{row.Key} {Seconds(row.Window)} {row.Value}"), OutputMode.Update,
            [Reading.At("a", 6, 2)], [Reading.At("a", 11, 3), Reading.At("b", 11, 1)], [Reading.At("a", 1, 9)], [Reading.At("a", 2, 9)]);
        Assert.Equal(["a 0-10 2", "a 5-15 2"], batches[0]);
        Assert.Equal(["a 10-20 3", "a 5-15 5", "b 10-20 1", "b 5-15 1"], batches[1]);

        // The third batch is late for the window up to 5 only, and still counts into the one that it removes.
        Assert.Equal(["a 0-10 11"], batches[2]);
        Assert.Empty(batches[3]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task AggregatesGoOverTheRowsInOnePass(EngineVariant variant)
    {
        var batches = await WindowRun.TypedAsync(
            variant,
            rows => Keyed(rows, "0 seconds").Window(TumblingWindow.Of("1 minute")).Aggregate(
                a => a.First(row => row.Value, by: row => row.Time!.Value), a => a.Max(row => row.Value), a => a.Min(row => row.Value), a => a.Last(row => row.Value, by: row => row.Time!.Value), a => a.Count(),
                a => a.Average(row => (double)row.Value), (key, window, open, high, low, close, count, mean) => FormattableString.Invariant($"{key} {Seconds(window)} {open} {high} {low} {close} {count} {mean}")),
            OutputMode.Append,
            [Reading.At("a", 30, 5), Reading.At("a", 10, 3), Reading.At("a", 59, 4)], [Reading.At("a", 50, 9), Reading.At("a", 5, 1), Reading.At("b", 1, 7)], [Reading.At("c", 100)], [Reading.At("c", 101)]);
        Assert.Equal(["a 0-60 1 9 1 4 5 4.4", "b 0-60 7 7 7 7 1 7"], batches[3]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task OtherAggregatesOfWindowsAndKeys(EngineVariant variant)
    {
        Reading[][] batches = [[Reading.At("a", 1, 3), Reading.At("a", 2, 1), Reading.At("a", 3, 3)], [Reading.At("a", 4, 2)]];
        var window = TumblingWindow.Of("1 minute");
        Assert.Equal("1,2,3,3", await Last(keyed => keyed.Window(window).CollectList(row => row.Value).Map(row => string.Join(',', row.Value.Order()))));
        Assert.Equal("1,2,3", await Last(keyed => keyed.Window(window).CollectSet(row => row.Value).Map(row => string.Join(',', row.Value.Order()))));
        Assert.Equal("3", await Last(keyed => keyed.Window(window).ApproxCountDistinct(row => row.Value).Map(row => $"{row.Value}")));
        Assert.Equal("9", await Last(keyed => keyed.Window(window).Reduce((left, right) => left with { Value = left.Value + right.Value }).Map(row => $"{row.Value.Value}")));
        Assert.Equal("18", await Last(keyed => keyed.Window(window).Aggregate(() => 0, (sum, row) => sum + (2 * row.Value)).Map(row => $"{row.Value}")));
        Assert.Equal("1,2,3,3", await Last(keyed => keyed.CollectList(row => row.Value).Map(row => string.Join(',', row.Value.Order()))));
        Assert.Equal("1,2,3", await Last(keyed => keyed.CollectSet(row => row.Value).Map(row => string.Join(',', row.Value.Order()))));
        Assert.Equal("3", await Last(keyed => keyed.ApproxCountDistinct(row => row.Value).Map(row => $"{row.Value}")));
        Assert.Equal("3", await Last(keyed => keyed.First(row => row.Value, by: row => row.Time!.Value).Map(row => $"{row.Value}")));
        Assert.Equal("2", await Last(keyed => keyed.Last(row => row.Value, by: row => row.Time!.Value).Map(row => $"{row.Value}")));
        Assert.Equal("4 9 3", await Last(keyed => keyed.Aggregate(a => a.Count(), a => a.Sum(row => row.Value), a => a.Max(row => row.Value), (_, count, sum, max) => $"{count} {sum} {max}")));

        async Task<string> Last(Func<KeyedStream<string?, Reading>, DataStream<string>> build) =>
            Assert.Single((await WindowRun.TypedAsync(variant, rows => build(Keyed(rows, "1 hour")), OutputMode.Update, batches))[^1]);
    }

    [Fact]
    public async Task WithoutAWatermarkWindowsUseTheTimeOfTheSourceAndStay()
    {
        var batches = await WindowRun.TypedAsync(Plain, rows => rows.GroupBy(row => row.Sensor).Window(TumblingWindow.Of("1 day")).Count().Map(row => row.Count), OutputMode.Complete, [Reading.At("a", 1), Reading.At("b", 1)]);
        Assert.InRange(batches[0].Count, 0, 2); // the source of this test gives its records no time
        var error = await Assert.ThrowsAsync<StreamingException>(() => WindowRun.TypedAsync(
            Plain, rows => rows.GroupBy(row => row.Sensor).Window(TumblingWindow.Of("1 day")).Count().Map(row => row.Count), OutputMode.Append, [Reading.At("a", 1)]));
        Assert.Equal("STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION", error.ErrorClass);
    }

    [Fact]
    public async Task WindowsOfWindows()
    {
        var batches = await WindowRun.TypedAsync(
            new EngineVariant(3, 7, true),
            rows => Keyed(rows, "0 seconds").Window(TumblingWindow.Of("10 seconds")).Count().GroupBy(_ => "all").Window(TumblingWindow.Of("20 seconds")).Sum(row => row.Count)
                .Map(row => $"{row.Key} {Seconds(row.Window)} {row.Value}"),
            OutputMode.Append,
            [Reading.At("a", 1), Reading.At("a", 12), Reading.At("b", 13), Reading.At("b", 50)], [Reading.At("a", 51)], [Reading.At("a", 100)], [Reading.At("a", 101)]);
        Assert.Equal(["", "all 0-20 3", "", "all 40-60 2"], batches.Select(batch => string.Join(' ', batch)));
    }

    [Fact]
    public async Task RowsOfWindowsAreColumns()
    {
        var batches = await WindowRun.FrameAsync(
            Plain,
            rows => Keyed(rows.As<Reading>(), "0 seconds").Window(TumblingWindow.Of("10 seconds")).Count().ToDataFrame().SelectExpr("key", "CAST(window.start AS INT)", "CAST(window.end AS INT)", "count"),
            OutputMode.Append, [Reading.At("a", 11)], [Reading.At("a", 31)], [Reading.At("a", 32)]);
        Assert.Equal(["[a,10,20,1]"], batches[1].Concat(batches[2]));
    }

    [Fact]
    public async Task RowsOfOtherStatefulOperatorsHaveNoTime()
    {
        var error = await Assert.ThrowsAsync<StreamingException>(() => WindowRun.TypedAsync(
            Plain, rows => Keyed(rows, "0 seconds").Count().GroupBy(row => row.Key).Window(TumblingWindow.Of("1 day")).Count(), OutputMode.Append, [Reading.At("a", 1)]));
        Assert.Contains("streaming aggregations without watermark", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task LateRowsGoToASinkOfTheirOwnAndAreCounted(int workers)
    {
        var source = new ListSource<Reading>(2);
        var sink = new CollectSink();
        var late = new CollectSink();
        await using var session = new EngineVariant(workers, 7, false).NewSession();
        var query = Keyed(session.ReadStream().From(source), "0 seconds").Window(SlidingWindow.Of("10 seconds", "5 seconds")).LateRows(rows => rows.To(late)).Count()
            .WriteStream().OutputMode(OutputMode.Append).To(sink).Start();
        Add(Reading.At("a", 11));
        Add(Reading.At("a", 10.5, 2), Reading.At("a", 3, 3), Reading.At("a", 4, 4), Reading.At("b", 4, 5), Reading.At("a", 7, 6), Reading.At("a", null, 7));

        // 7 is late for its window up to 10 only, and still counts in the one up to 15.
        Assert.Equal([3, 4, 5], late.Rows<Reading>().Select(row => row.Value).Order());
        Assert.InRange(Dropped(query), 4, workers == 1 ? 4 : 6); // a and b up to 5, a and b up to 10; each worker counts its own
        Add(Reading.At("a", 100));
        Assert.Contains(new WindowedCount<string?>("a", Window(5, 15), 3), sink.Rows<WindowedCount<string?>>());

        void Add(params Reading[] rows)
        {
            source.Add(rows);
            query.ProcessAllAvailable();
        }
    }

    [Fact]
    public void WindowsThatMakeNoSenseAreRefused()
    {
        foreach (var make in new Action[]
        {
            () => TumblingWindow.Of("0 seconds"),
            () => TumblingWindow.Of("10 seconds", "10 seconds"),
            () => SlidingWindow.Of("10 seconds", "11 seconds"),
            () => SlidingWindow.Of("10 seconds", "0 seconds"),
            () => SessionWindow.Of("-1 seconds"),
        })
        {
            Assert.Equal("INVALID_WINDOW", Assert.Throws<StreamingException>(make).ErrorClass);
        }
    }

    [Fact]
    public void DistinctValuesAreCountedAboutRight()
    {
        foreach (int count in new[] { 0, 1, 10, 500, 20_000 })
        {
            byte[] registers = new byte[1 << 12];
            for (int i = 0; i < count * 2; i++)
            {
                DistinctSketch.Add(registers, 12, System.IO.Hashing.XxHash64.HashToUInt64(BitConverter.GetBytes(i % count)));
            }

            Assert.InRange(DistinctSketch.Estimate(registers, 12), count * 0.93, count * 1.07);
        }
    }

    internal static string Seconds(TimeWindow window) => FormattableString.Invariant($"{(window.Start - DateTimeOffset.UnixEpoch).TotalSeconds}-{(window.End - DateTimeOffset.UnixEpoch).TotalSeconds}");

    internal static TimeWindow Window(int start, int end) => new(DateTimeOffset.FromUnixTimeSeconds(start), DateTimeOffset.FromUnixTimeSeconds(end));

    private static KeyedStream<string?, Reading> Keyed(DataStream<Reading> rows, string delay) => rows.WithWatermark(row => row.Time, delay).GroupBy(row => row.Sensor);

    private static string Show(WindowedCount<string?> row) => $"{row.Key ?? "null"} {Seconds(row.Window)} {row.Count}";

    private static long Dropped(StreamingQuery query) => query.RecentProgress.Sum(progress => progress.StateOperators.Sum(state => state.NumRowsDroppedByWatermark));
}
