namespace Streaming.Core.Tests.EventTime;

/// <summary>Windows of DataFrames.</summary>
public sealed class WindowFrameTests
{
    private static readonly string[] Result = ["CAST(w.start AS DOUBLE)", "CAST(w.end AS DOUBLE)", "c"];

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task TumblingWindowsAreHalfOpenAndDropRowsWithoutTime(EngineVariant variant)
    {
        var batches = await WindowRun.FrameAsync(
            variant, Counts("window(Time, '5 seconds')", watermark: true), OutputMode.Update,
            [Reading.At("a", 0), Reading.At("a", 4.999999), Reading.At("a", 5), Reading.At("a", null)], [Reading.At("b", 9.999999)]);
        Assert.Equal(["[0.0,5.0,2]", "[5.0,10.0,1]"], batches[0]);
        Assert.Equal(["[5.0,10.0,2]"], batches[1]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task SlidingWindowsRepeatRows(EngineVariant variant)
    {
        var batches = await WindowRun.FrameAsync(
            variant, Counts("window(Time, '10 seconds', '4 seconds', '1 second')", watermark: false), OutputMode.Complete,
            [Reading.At("a", 0), Reading.At("a", 2)], [Reading.At("a", 11), Reading.At("a", null)]);
        Assert.Equal(["[-3.0,7.0,2]", "[-7.0,3.0,2]", "[1.0,11.0,1]"], batches[0].Order(StringComparer.Ordinal));
        Assert.Equal(["[-3.0,7.0,2]", "[-7.0,3.0,2]", "[1.0,11.0,1]", "[5.0,15.0,1]", "[9.0,19.0,1]"], batches[1].Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task AppendEmitsAWindowOnceItIsOverAndDropsWhatComesLater(EngineVariant variant)
    {
        var batches = await WindowRun.FrameAsync(
            variant,
            rows => rows.WithWatermark("Time", "5 seconds").GroupBy(Functions.Window(Functions.Col("Time"), "10 seconds").As("w"), Functions.Col("Sensor")).Agg("sum(Value) AS c").SelectExpr([.. Result, "Sensor"]),
            OutputMode.Append,
            [Reading.At("a", 1), Reading.At(null, 3, 5), Reading.At("", 3, 7), Reading.At("a", 2)], [Reading.At("b", 15)], [Reading.At("a", 4)], [Reading.At("a", 9)], [Reading.At("a", 40)], [Reading.At("a", 41)]);

        // The row of the third batch comes with the second watermark behind it: it is late for eviction only.
        Assert.Empty(batches[0].Concat(batches[1]));
        Assert.Equal(["[0.0,10.0,3,a]", "[0.0,10.0,5,null]", "[0.0,10.0,7,]"], batches[2].Order(StringComparer.Ordinal));
        Assert.Empty(batches[3].Concat(batches[4]));
        Assert.Equal(["[10.0,20.0,1,b]"], batches[5]);
    }

    [Fact]
    public async Task CompleteModeNeitherDropsNorForgets()
    {
        var batches = await WindowRun.FrameAsync(
            new EngineVariant(1, 1024, false), Counts("window(Time, '5 seconds')", watermark: true), OutputMode.Complete,
            [Reading.At("a", -20), Reading.At("a", 100)], [Reading.At("a", 101)], [Reading.At("a", 2)]);
        Assert.Equal(["[-20.0,-15.0,1]", "[0.0,5.0,1]", "[100.0,105.0,2]"], batches[2].Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Value")]
    [InlineData("CAST(Value AS BIGINT)")]
    [InlineData("CAST(Value AS DECIMAL(20,2))")]
    [InlineData("array(Value, 1)")]
    [InlineData("struct(Value, Sensor)")]
    [InlineData("CAST(Sensor AS BINARY)")]
    [InlineData("CASE WHEN Value > 1 THEN CAST(Value AS DOUBLE) END")]
    public async Task KeysOfAnyTypeStayApart(string key)
    {
        foreach (bool isFirst in new[] { false, true })
        {
            Column[] keys = [Functions.Expr("window(Time, '5 seconds') AS w"), Functions.Expr($"{key} AS k"), Functions.Expr("Sensor")];
            var batches = await WindowRun.FrameAsync(
                new EngineVariant(3, 7, true),
                rows => rows.WithWatermark("Time", "0 seconds").GroupBy(isFirst ? [keys[2], keys[1], keys[0]] : keys).Agg("count(*) AS c").SelectExpr("CAST(w.end AS INT)", "CAST(k AS STRING)", "Sensor", "c"),
                OutputMode.Append,
                [Reading.At("a", 1, 1), Reading.At("b", 1, 2), Reading.At(null, 1, 1), Reading.At("", 1, 2), Reading.At("a", 2, 1), Reading.At("b", 6, 2)], [Reading.At("z", 50)], [Reading.At("z", 51)]);
            var all = batches.SelectMany(batch => batch).ToList();
            Assert.Equal(["1", "1", "1", "1", "2"], all.Select(row => row[(row.LastIndexOf(',') + 1)..^1]).Order(StringComparer.Ordinal));
            Assert.Single(all, row => row.StartsWith("[10,", StringComparison.Ordinal));
            Assert.Single(all, row => row.Contains(",null,1]", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task AWindowIsAColumnThatKeepsTheWatermark()
    {
        var variant = new EngineVariant(1, 1024, false);
        var named = await WindowRun.FrameAsync(
            variant,
            rows => rows.WithWatermark("Time", "0 seconds").WithColumn("w", Functions.Expr("window(Time, '10 seconds')")).Select("w", "Sensor").Filter("Sensor <> 'x'").GroupBy("w").Agg("count(*) AS c").SelectExpr(Result),
            OutputMode.Append, [Reading.At("a", 1), Reading.At("x", 2)], [Reading.At("a", 30)], [Reading.At("a", 31)]);
        Assert.Equal(["[0.0,10.0,1]"], named[2]);
        var selected = await WindowRun.FrameAsync(
            variant, rows => rows.SelectExpr("window(Time, '10 seconds', '5 seconds') AS w", "Value AS c").SelectExpr(Result), OutputMode.Append, [Reading.At("a", 6, 3), Reading.At("a", null)]);
        Assert.Equal(["[0.0,10.0,3]", "[5.0,15.0,3]"], selected[0].Order(StringComparer.Ordinal));
        var filtered = await WindowRun.FrameAsync(
            variant, rows => rows.Filter("window(Time, '10 seconds').start >= timestamp_seconds(10)").SelectExpr("CAST(window.start AS INT)", "Value"), OutputMode.Append, [Reading.At("a", 6, 3), Reading.At("a", 11, 4)]);
        Assert.Equal(["[10,4]"], filtered[0]);
    }

    [Fact]
    public async Task WindowsOfWindowsPassTheWatermarkOn()
    {
        foreach (string second in new[] { "window(w, '20 seconds')", "window(window_time(w), '20 seconds')", "window(t, '20 seconds')" })
        {
            var batches = await WindowRun.FrameAsync(
                new EngineVariant(3, 7, true),
                rows => rows.WithWatermark("Time", "0 seconds").GroupBy(Functions.Expr("window(Time, '10 seconds') AS w")).Agg("count(*) AS n").SelectExpr("w", "window_time(w) AS t", "n")
                    .GroupBy(Functions.Expr($"{second} AS w")).Agg("sum(n) AS c", "count(*) AS k").SelectExpr([.. Result, "k"]),
                OutputMode.Append,
                [Reading.At("a", 1), Reading.At("a", 12), Reading.At("b", 13), Reading.At("b", 50)], [Reading.At("a", 51)], [Reading.At("a", 100)], [Reading.At("a", 101)]);
            Assert.Equal(["", "[0.0,20.0,3,2]", "", "[40.0,60.0,2,1]"], batches.Select(batch => string.Join(' ', batch)));
        }
    }

    [Fact]
    public async Task WindowsInSql()
    {
        var batches = await WindowRun.FrameAsync(
            new EngineVariant(1, 1024, false),
            rows =>
            {
                rows.WithWatermark("Time", "0 seconds").CreateOrReplaceTempView("readings");
                return rows.Session.Sql("SELECT Sensor, CAST(window.end AS INT) AS e, window.start, sum(Value) AS s FROM readings WHERE Value < 9 GROUP BY window(Time, '10 seconds'), Sensor HAVING count(*) > 1 AND window.end > timestamp_seconds(1)")
                    .SelectExpr("Sensor", "e", "CAST(start AS INT)", "s");
            },
            OutputMode.Append,
            [Reading.At("a", 1), Reading.At("a", 2, 5), Reading.At("a", 3, 9), Reading.At("b", 4)], [Reading.At("z", 50)], [Reading.At("z", 51)]);
        Assert.Equal(["[a,10,0,6]"], batches.SelectMany(batch => batch));
    }

    [Fact]
    public async Task WindowsOverTables()
    {
        await using var session = StreamingSession.Create("tables");
        var rows = session.CreateDataFrame([Reading.At("a", 1), Reading.At("a", 4, 5), Reading.At("b", 12)]);
        Assert.Equal(["[0,10,6]", "[10,20,1]"], rows.GroupBy(Functions.Expr("window(Time, '10 seconds') AS w")).Agg("sum(Value) AS s").SelectExpr("CAST(w.start AS INT)", "CAST(w.end AS INT)", "s").Collect().Select(row => row.ToString()).Order());
        Assert.Equal(["[1,9,6]", "[12,17,1]"], rows.GroupBy(Functions.Expr("session_window(Time, '5 seconds') AS w")).Agg("sum(Value) AS s").SelectExpr("CAST(w.start AS INT)", "CAST(w.end AS INT)", "s").Collect().Select(row => row.ToString()).Order());
    }

    [Fact]
    public void OneWindowForEachSelect()
    {
        var error = Assert.Throws<StreamingException>(() => Frame().GroupBy(Functions.Expr("window(Time, '5 seconds')"), Functions.Expr("session_window(Time, '5 seconds')")).Count());
        Assert.Equal("_LEGACY_ERROR_TEMP_1039", error.ErrorClass);
        Assert.Equal("Multiple time/session window expressions would result in a cartesian product of rows, therefore they are currently not supported.", error.Message);
        Assert.Equal(error.Message, Assert.Throws<StreamingException>(() => Frame().SelectExpr("window(Time, '5 seconds')", "window(Time, '6 seconds')")).Message);

        Assert.Equal(["w", "t", "s"], Frame().Select(Functions.Window(Functions.Col("Time"), "10 seconds", startTime: "3 seconds").As("w"), Functions.Col("Value")).Select(Functions.Col("w"), Functions.WindowTime(Functions.Col("w")).As("t"), Functions.Col("Value").As("s")).Columns);

        // The same window twice is one.
        Assert.Equal(["window", "e"], Frame().SelectExpr("window(Time, '5 seconds')", "window(Time, '5 seconds').end AS e").Columns);
    }

    [Theory]
    [InlineData("window(Time, '0 seconds')", "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE")]
    [InlineData("window(Time, '5 seconds', '6 seconds')", "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION")]
    [InlineData("window(Time, '5 seconds', '5 seconds', '-5 seconds')", "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION")]
    [InlineData("window(Time, 'often')", "CANNOT_PARSE_INTERVAL")]
    [InlineData("window_time(Time)", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("window(Time, '1 month')", "_LEGACY_ERROR_TEMP_3231")]
    [InlineData("session_window(Time, Value)", "_LEGACY_ERROR_TEMP_1040")]
    public void WindowsThatMakeNoSenseAreRefused(string window, string errorClass) =>
        Assert.Equal(errorClass, Assert.Throws<StreamingException>(() => Frame().SelectExpr(window)).ErrorClass);

    [Theory]
    [InlineData("CAST(Time AS TIMESTAMP)")]
    [InlineData("Time + INTERVAL 0 SECONDS")]
    [InlineData("window(Time, '5 seconds').end")]
    public async Task WhatIsComputedFromTheEventTimeIsNone(string time)
    {
        var error = await Assert.ThrowsAsync<StreamingException>(() => WindowRun.FrameAsync(
            new EngineVariant(1, 1024, false), rows => rows.WithWatermark("Time", "5 seconds").SelectExpr($"{time} AS t").GroupBy(Functions.Expr("window(t, '5 seconds') AS w")).Count(), OutputMode.Append, [Reading.At("a", 1)]));
        Assert.Contains("streaming aggregations without watermark", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SparksOldWayHasOneWatermarkForAll()
    {
        var source = new ListSource<Reading>();
        var sink = new CollectSink();
        await using var session = new EngineVariant(1, 1024, false).NewSession();
        session.Configuration.Set("spark.sql.streaming.statefulOperator.allowMultiple", "false");
        session.Configuration.Set("spark.sql.streaming.noDataMicroBatches.enabled", "false");
        var query = session.ReadStream().From(source).ToDataFrame().WithWatermark("Time", "5 seconds").WithWatermark("Time", "0 seconds")
            .GroupBy(Functions.Expr("window(Time, '10 seconds') AS w")).Agg("count(*) AS c").WriteStream().OutputMode(OutputMode.Append).To(sink).Start();
        foreach (int time in new[] { 1, 25, 2 })
        {
            source.Add(Reading.At("a", time));
            query.ProcessAllAvailable();
        }

        // The last row is late at once: the batch that removes its window takes no more of it.
        Assert.Equal(1L, Assert.Single(sink.Rows<Row>())[1]);
        Assert.Equal(1, query.LastProgress!.StateOperators[0].NumRowsDroppedByWatermark);
    }

    private static DataFrame Frame() => StreamingSession.Create("windows").ReadStream().From(new ListSource<Reading>()).ToDataFrame();

    private static Func<DataFrame, DataFrame> Counts(string window, bool watermark) =>
        rows => (watermark ? rows.WithWatermark("Time", "10 seconds") : rows).GroupBy(Functions.Expr($"{window} AS w")).Agg("count(*) AS c").SelectExpr(Result);
}
