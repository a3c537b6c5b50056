namespace Streaming.Core.Tests.DataFrames;

/// <summary>Operations of whole tables, and their refusal on streams.</summary>
public sealed class SetOperationTests
{
    [Fact]
    public async Task TablesHaveThem()
    {
        await using var session = WordCountTests.NewSession(2);
        var left = session.CreateDataFrame([[1, "a"], [1, "a"], [2, null], [3, "c"]], "n INT, s STRING");
        var right = session.CreateDataFrame([[2L, null], [3L, "x"]], "n BIGINT, s STRING");
        Assert.Equal(["[1,a]", "[3,c]"], left.Except(right).Collect().Select(row => row.ToString()).Order());
        Assert.Equal(["[2,null]"], left.Intersect(right).Collect().Select(row => row.ToString()));
        Assert.Equal(["n", "s"], left.Intersect(right).Columns);
        Assert.Equal([3L, 4L], session.Range(5).Sort("id").Offset(3).Collect().Select(row => row.Get<long>(0)).Order());
        Assert.Equal(5, session.Range(5).ToLocalIterator().Count());
    }

    [Fact]
    public async Task StreamsDoNot()
    {
        await using var session = WordCountTests.NewSession(1);
        var stream = session.MemoryStream("n INT").ToDataFrame();
        var table = session.CreateDataFrame([[1]], "n INT");
        Assert.Equal("Offset is not supported on streaming DataFrames/Datasets", Refusal(stream.Offset(1)));
        Assert.Equal("Sampling is not supported on streaming DataFrames/Datasets", Refusal(stream.Sample(0.5)));
        Assert.Equal("Intersect of streaming DataFrames/Datasets is not supported", Refusal(stream.Intersect(table)));
        Assert.Equal("Except on a streaming DataFrame/Dataset on the right is not supported", Refusal(table.Except(stream)));
    }

    [Fact]
    public async Task TriggersWithoutMicroBatchesAreRefused()
    {
        await using var session = WordCountTests.NewSession(1);
        var stream = session.MemoryStream("n INT").ToDataFrame();
        Assert.Equal("Data source memorystream does not support continuous processing.", Assert.Throws<StreamingException>(() => stream.WriteStream().Memory("c").Trigger(Trigger.Continuous("1 second")).Start()).Message);
        var update = stream.WriteStream().Memory("r").OutputMode(OutputMode.Update);
        Assert.Equal("STREAMING_REAL_TIME_MODE.INPUT_STREAM_NOT_SUPPORTED", Assert.Throws<StreamingException>(() => update.Trigger(Trigger.RealTime()).Start()).ErrorClass);
        Assert.Equal("INVALID_STREAMING_REAL_TIME_MODE_TRIGGER_INTERVAL", Assert.Throws<StreamingException>(() => update.Trigger(Trigger.RealTime("1 second")).Start()).ErrorClass);
    }

    [Fact]
    public async Task SubqueriesOfSetsAreJoins()
    {
        await using var session = WordCountTests.NewSession(2);
        session.CreateDataFrame([["a"], ["b"]], "s STRING").CreateOrReplaceTempView("names");
        var rows = session.CreateDataFrame([[1, "a"], [2, "b"], [5, "a"], [1, "x"]], "id INT, s STRING");
        Assert.Equal(["[1,a]", "[2,b]"], rows.Filter("id IN (SELECT id FROM range(3)) AND s IN (SELECT s FROM names)").Collect().Select(row => row.ToString()).Order());
        Assert.Equal(["[2,b]"], rows.Filter("id > 1 AND id IN (SELECT id FROM range(1, 4, 1) AS r)").Collect().Select(row => row.ToString()));
        Assert.Equal("UNSUPPORTED_SQL", Assert.Throws<StreamingException>(() => rows.Filter("id NOT IN (SELECT id FROM range(3))")).ErrorClass);
    }

    [Fact]
    public async Task WindowsOfRowsAndRowNumbersAreRefusedOnStreams()
    {
        await using var session = WordCountTests.NewSession(1);
        var stream = session.MemoryStream("k STRING, v INT").ToDataFrame();
        var windowed = stream.SelectExpr("k", "lag(v) OVER (PARTITION BY k ORDER BY v DESC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before", "1 + row_number() OVER (ORDER BY v) AS n");
        Assert.Equal("k: string, before: int, n: int", string.Join(", ", windowed.Schema.Fields.Select(field => $"{field.Name}: {field.Type}")));
        Assert.Equal("Non-time-based windows are not supported on streaming DataFrames/Datasets", Refusal(windowed));
        Assert.Equal("Expression(s): monotonically_increasing_id() is not supported with streaming DataFrames/Datasets", Refusal(stream.SelectExpr("monotonically_increasing_id() AS id")));
        Assert.Equal([0L, 1L], session.CreateDataFrame([[7], [8]], "v INT").SelectExpr("monotonically_increasing_id() AS id").Collect().Select(row => row.Get<long>(0) & 1));
    }

    private static string Refusal(DataFrame frame) => Assert.Throws<StreamingException>(() => frame.WriteStream().Memory("refused").Start()).Message;
}
