namespace Streaming.Core.Tests.EventTime;

/// <summary>Session windows, of DataFrames and typed.</summary>
public sealed class SessionWindowTests
{
    private static readonly EngineVariant Plain = new(1, 1024, false);

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task SessionsMergeWhereTheyOverlapOrTouch(EngineVariant variant)
    {
        Reading[][] input = [[Reading.At("a", 30, 1), Reading.At("a", 50, 2), Reading.At(null, 31, 3)], [Reading.At("a", 27, 4)], [Reading.At("a", 35, 5), Reading.At("a", 40, 6), Reading.At("a", 45, 7)], [Reading.At("q", 500)], [Reading.At("q", 500.000001)]];
        var typed = await WindowRun.TypedAsync(
            variant,
            rows => rows.WithWatermark(row => row.Time, "60 seconds").GroupBy(row => row.Sensor).Window(SessionWindow.Of("5 seconds")).Aggregate(
                a => a.Count(), a => a.CollectList(row => row.Value), (key, window, count, values) => $"{key ?? "null"} {TypedWindowTests.Seconds(window)} {count} {string.Join(',', values)}"),
            OutputMode.Append, input);
        Assert.Equal(["a 27-55 6 4,1,5,6,7,2", "null 31-36 1 3"], typed[4]);
        Assert.All(typed.Take(4), Assert.Empty);
        var frame = await WindowRun.FrameAsync(
            variant,
            rows => rows.WithWatermark("Time", "60 seconds").GroupBy(Functions.Expr("session_window(Time, '5 seconds') AS w"), Functions.Col("Sensor")).Agg("count(*) AS n", "collect_list(Value) AS l", "first(Value) AS f")
                .SelectExpr("Sensor", "CAST(w.start AS DOUBLE)", "CAST(w.end AS DOUBLE)", "n", "l", "f"),
            OutputMode.Append, input);
        Assert.Equal(["[a,27.0,55.0,6,[4,1,5,6,7,2],4]", "[null,31.0,36.0,1,[3],3]"], frame[4].Order(StringComparer.Ordinal).Select(row => row.Replace("WrappedArray(", "[", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal).Replace("ArraySeq(", "[", StringComparison.Ordinal).Replace(")", "]", StringComparison.Ordinal)));
        Assert.All(frame.Take(4), Assert.Empty);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task TheGapMayDifferFromRowToRow(EngineVariant variant)
    {
        // The value is the gap in seconds.
        Reading[][] input = [[Reading.At("a", 10, 5), Reading.At("a", 12, 1), Reading.At("a", 20, 0), Reading.At("b", 10, -1), Reading.At("a", 15, 3), Reading.At("a", null, 9)], [Reading.At("z", 200, 1)]];
        var typed = await WindowRun.TypedAsync(
            variant,
            rows => rows.WithWatermark(row => row.Time, "0 seconds").GroupBy(row => row.Sensor).Window(SessionWindow.Of((Reading row) => TimeSpan.FromSeconds(row.Value))).Count()
                .Map(row => $"{row.Key} {TypedWindowTests.Seconds(row.Window)} {row.Count}"),
            OutputMode.Append, input);
        Assert.Equal(["a 10-18 3"], typed[1]);
        foreach (string gap in new[] { "concat(Value, ' seconds')", "Value * INTERVAL '1' SECOND", "CASE WHEN Value > 0 THEN concat(Value, ' seconds') WHEN Value = 0 THEN 'nonsense' END" })
        {
            var frame = await WindowRun.FrameAsync(
                variant,
                rows => rows.WithWatermark("Time", "0 seconds").GroupBy(Functions.Expr($"session_window(Time, {gap}) AS w"), Functions.Col("Sensor")).Agg("count(*) AS n").SelectExpr("Sensor", "CAST(w.start AS INT)", "CAST(w.end AS INT)", "n"),
                OutputMode.Append, input);
            Assert.Equal(["[a,10,18,3]"], frame[1]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task LateRowsAreDroppedBeforeTheyMerge(int workers)
    {
        var source = new ListSource<Reading>(1);
        var sink = new CollectSink();
        var late = new CollectSink();
        await using var session = new EngineVariant(workers, 7, false).NewSession();
        var query = session.ReadStream().From(source).WithWatermark(row => row.Time, "0 seconds").GroupBy(row => row.Sensor).Window(SessionWindow.Of("5 seconds")).LateRows(rows => rows.To(late)).Count()
            .WriteStream().OutputMode(OutputMode.Append).To(sink).Start();
        Add(Reading.At("a", 100));

        // 95 touches the session that is open, but ended itself; rows of one session count once.
        Add(Reading.At("a", 10), Reading.At("a", 10), Reading.At("a", 11), Reading.At("b", 10), Reading.At("a", 95), Reading.At("a", 96));
        Assert.Equal(5, late.Rows<Reading>().Count);
        Assert.Equal(4, query.RecentProgress.Sum(progress => progress.StateOperators[0].NumRowsDroppedByWatermark));
        Add(Reading.At("q", 1000));
        Assert.Equal([new WindowedCount<string?>("a", TypedWindowTests.Window(96, 105), 2)], sink.Rows<WindowedCount<string?>>());

        void Add(params Reading[] rows)
        {
            source.Add(rows);
            query.ProcessAllAvailable();
        }
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task CompleteModeShowsAllSessions(EngineVariant variant)
    {
        var batches = await WindowRun.FrameAsync(
            variant,
            rows => rows.GroupBy(Functions.Expr("session_window(Time, '5 seconds') AS w"), Functions.Col("Sensor")).Agg("sum(Value) AS s").SelectExpr("Sensor", "CAST(w.start AS INT)", "CAST(w.end AS INT)", "s"),
            OutputMode.Complete,
            [Reading.At("a", -30), Reading.At("a", 50, 2)], [Reading.At("b", 1), Reading.At("a", -25, 4)]);
        Assert.Equal(["[a,-30,-25,1]", "[a,50,55,2]"], batches[0]);
        Assert.Equal(["[a,-30,-20,5]", "[a,50,55,2]", "[b,1,6,1]"], batches[1]);
    }

    [Fact]
    public async Task WhatCannotWorkIsRefused()
    {
        var update = await Assert.ThrowsAsync<StreamingException>(() => WindowRun.TypedAsync(
            Plain, rows => rows.WithWatermark(row => row.Time, "0 seconds").GroupBy(row => row.Sensor).Window(SessionWindow.Of("5 seconds")).Count(), OutputMode.Update, [Reading.At("a", 1)]));
        Assert.Equal("[STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION] Invalid streaming output mode: update. This output mode is not supported for session window streaming aggregations on streaming DataFrames/DataSets. SQLSTATE: 42KDE", update.Message);
        var merge = Assert.Throws<StreamingException>(() => StreamingSession.Create("sessions").ReadStream().From(new ListSource<Reading>()).GroupBy(row => row.Sensor).Window(SessionWindow.Of("5 seconds")).Aggregate(() => 0, (n, _) => n + 1));
        Assert.Equal("SESSION_WINDOW_MERGE", merge.ErrorClass);
        var global = await Assert.ThrowsAsync<StreamingQueryException>(() => WindowRun.FrameAsync(
            Plain, rows => rows.WithWatermark("Time", "0 seconds").GroupBy(Functions.Expr("session_window(Time, '5 seconds')")).Agg("count(*)"), OutputMode.Append, [Reading.At("a", 1)]));
        Assert.Contains("Global aggregation with session window in streaming query is not supported.", global.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("rocksdb")]
    public async Task ManySessionsThatMerge(string state)
    {
        // Every key has 100 sessions apart; one more batch of rows joins each two of them, so that half as many are left.
        const int Keys = 200;
        var apart = Enumerable.Range(0, Keys).SelectMany(key => Enumerable.Range(0, 100).Select(i => Reading.At($"key {key}", i * 10, 1))).ToArray();
        var between = Enumerable.Range(0, Keys).SelectMany(key => Enumerable.Range(0, 50).Select(i => Reading.At($"key {key}", (i * 20) + 5, 100))).ToArray();
        new Random(5).Shuffle(apart);
        new Random(6).Shuffle(between);
        var batches = await WindowRun.TypedAsync(
            new EngineVariant(2, 1024, true, state),
            rows => rows.WithWatermark(row => row.Time, "1 day").GroupBy(row => row.Sensor).Window(SessionWindow.Of("5 seconds")).Sum(row => row.Value)
                .Map(row => $"{TypedWindowTests.Seconds(row.Window)} {row.Value}"),
            OutputMode.Append, apart, between, [Reading.At("end", 1_000_000)], [Reading.At("end", 1_000_001)]);
        Assert.Equal(Keys * 50, batches[3].Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i * 20}-{(i * 20) + 15} 102").Order(StringComparer.Ordinal), batches[3].Distinct().Order(StringComparer.Ordinal));
    }
}
