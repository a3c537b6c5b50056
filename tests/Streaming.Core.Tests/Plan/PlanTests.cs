namespace Streaming.Core.Tests;

public sealed class PlanTests
{
    [Fact]
    public async Task ExplainShowsTheTreeAndMermaidTheGraph()
    {
        await using var session = WordCountTests.NewSession(2);
        var stream = session.ReadStream().From(new ListSource<string>()).Map(text => text.Length).Filter(length => length > 1).GroupBy(length => length).Count();
        Assert.Equal(
            """
            == Logical Plan ==
            Count#3 [key int] : KeyCount<int>
            +- Filter#2 : int
               +- Map#1 : int
                  +- Source#0 [list] : string

            """.ReplaceLineEndings("\n"),
            stream.Explain());
        Assert.Equal(
            """
            flowchart TD
              n0["Source#0 [list] : string"]
              n1["Map#1 : int"]
              n2["Filter#2 : int"]
              n3["Count#3 [key int] : KeyCount&lt;int&gt;"]
              n0 --> n1
              n1 --> n2
              n2 --> n3

            """.ReplaceLineEndings("\n"),
            stream.Explain(ExplainMode.Mermaid));
    }

    [Fact]
    public async Task TheRunningQueryShowsStagesAndExchange()
    {
        await using var session = WordCountTests.NewSession(2);
        var source = new ListSource<string>();
        source.Add("a");
        var query = session.ReadStream().From(source).Map(text => text + "!").GroupBy(text => text).Count().Map(row => row.Key)
            .WriteStream().OutputMode(OutputMode.Update).To(new CollectSink()).Start();
        query.ProcessAllAvailable();
        Assert.Equal(
            """
            == Physical Plan ==
            2 worker(s), 5 state partitions
            Sink [CollectSink], Update mode
            +- Stage [Map#3]
               +- Count#2 [key string]
                  +- Exchange [by key, in process]
                     +- Stage [Map#1]
                        +- Source#0 [ListSource]

            """.ReplaceLineEndings("\n"),
            query.Explain());
    }

    [Fact]
    public async Task APlanWithManyUnionsOfItselfIsCheckedInNoTime()
    {
        await using var session = WordCountTests.NewSession(1);
        var stream = session.ReadStream().From(new ListSource<int>());
        for (int i = 0; i < 60; i++)
        {
            stream = stream.Union(stream);
        }

        var failure = Assert.Throws<StreamingException>(() => stream.WriteStream().OutputMode(OutputMode.Complete).To(new CollectSink()).Start());
        Assert.Equal("STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION", failure.ErrorClass);
        var chained = stream.GroupBy(n => n).Count().GroupBy(row => row.Count).Count();
        Assert.Equal("_LEGACY_ERROR_TEMP_3102", Assert.Throws<StreamingException>(() => chained.WriteStream().OutputMode(OutputMode.Update).To(new CollectSink()).Start()).ErrorClass);
    }
}
