using Streaming.Core.Tests.DataFrames;

namespace Streaming.Core.Tests;

public sealed class LimitTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task AppendModeCountsTheRowsOfTheWholeStream(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(variant, rows => rows.Limit(5).Filter("value <> 2"), OutputMode.Append, [1, 2, 3], [4, 5, 6, 7, 8], [9]);
        Assert.Equal(["[1]", "[3]"], batches[0]);
        Assert.Equal(2, batches[1].Count);
        Assert.Empty(batches[2]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task BelowAnAggregationTheLimitIsOfTheStream(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(variant, rows => rows.Limit(4).GroupBy().Count(), OutputMode.Complete, [1, 2, 3], [4, 5, 6]);
        Assert.Equal(["[3]"], batches[0]);
        Assert.Equal(["[4]"], batches[1]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task TypedRowsToo(EngineVariant variant)
    {
        var first = await QueryRun.BatchesAsync<int, int>(variant, stream => stream.Map(row => row * 10).Limit(5).Filter(row => row > 0), OutputMode.Append, [1, 2, 3], [4, 5, 6, 7, 8], [9]);
        Assert.Equal([3, 2, 0], first.Select(batch => batch.Count));
        Assert.Equal([10, 20, 30], first[0].Order());

        var results = await QueryRun.BatchesAsync<int, KeyCount<int>>(variant, stream => stream.GroupBy(row => row).Count().Limit(2), OutputMode.Complete, [1, 2, 3], [1]);
        Assert.Equal([2, 2], results.Select(batch => batch.Count));
    }

    [Fact]
    public void TypedLimitsInUpdateModeAreRefused()
    {
        using var session = new FrameSession<int>();
        var error = Assert.Throws<StreamingException>(() => session.Session.ReadStream().From(session.Source).Limit(1).WriteStream().OutputMode(OutputMode.Update).To(new CollectSink()).Start());
        Assert.Equal("Limits are not supported on streaming DataFrames/Datasets in Update output mode", error.Message);
    }

    [Fact]
    public void ItsStateIsOneNumber()
    {
        using var session = new FrameSession<int>();
        var query = session.Frame.Limit(3).WriteStream().To(new CollectSink()).Start();
        foreach (var (rows, updated) in new[] { (new[] { 1, 2 }, 1), ([3, 4], 1), ([5], 0) })
        {
            session.Source.Add(rows);
            query.ProcessAllAvailable();
            var state = Assert.Single(query.LastProgress!.StateOperators);
            Assert.Equal(("globalLimit", 1, updated), (state.OperatorName, (int)state.NumRowsTotal, (int)state.NumRowsUpdated));
        }
    }

    [Fact]
    public void OfNothingReadsNothing()
    {
        using var session = new FrameSession<int>();
        var sink = new CollectSink();
        var query = session.Frame.Filter("value > 0").Limit(0).Union(session.Frame.Filter("value < 0")).WriteStream().To(sink).Start();
        session.Source.Add(1, 2, -3);
        query.ProcessAllAvailable();
        Assert.Equal(["[-3]"], sink.Batches<Row>()[0].Rows.Select(row => row.ToString()));
        Assert.Empty(query.LastProgress!.StateOperators);

        var nothing = session.Frame.Limit(0).WriteStream().To(new CollectSink()).Start();
        nothing.ProcessAllAvailable();
        Assert.Equal(0, nothing.LastProgress!.NumInputRows);
    }
}
