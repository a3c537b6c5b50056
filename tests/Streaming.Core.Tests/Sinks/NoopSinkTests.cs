namespace Streaming.Core.Tests;

public sealed class NoopSinkTests
{
    [Fact]
    public void RowsAreCounted()
    {
        using var sink = new NoopSinkProvider().CreateSink<int>(SinkRun.Context([]));
        var expect = RecordedCases.Case("source_sink", "SNK-20").GetProperty("steps")[0].GetProperty("expect");
        Assert.Equal(expect.GetProperty("batches")[0].GetProperty("sinkNumOutputRows").GetInt64(), SinkRun.Epoch(sink, 0, [1, 2]));
        Assert.Equal(0, SinkRun.Epoch(sink, 1, []));
    }
}
