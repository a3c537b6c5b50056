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

    private static string Refusal(DataFrame frame) => Assert.Throws<StreamingException>(() => frame.WriteStream().Memory("refused").Start()).Message;
}
