using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>The word count as a user would test it; quoted in the README.</summary>
public sealed class WordCountExampleTests
{
    // The query as the program has it: everything but Start().
    private static DataStreamWriter<KeyCount<string>> WordCount(StreamingSession session) => session.ReadStream()
        .Kafka("localhost:9092", "lines")
        .FlatMap(record => record.ValueText.Split(' '))
        .GroupBy(word => word)
        .Count()
        .WriteStream()
        .OutputMode(OutputMode.Update)
        .Kafka("localhost:9092", "counts", row => row.Key, row => row.Count)
        .Option("checkpointLocation", "/var/lib/word-count");

    [Fact]
    public void CountsWordsAndGoesOnAfterARestart()
    {
        using var driver = new TopologyTestDriver(WordCount);
        var lines = driver.CreateInputTopic("lines", Serdes.Utf8, Serdes.Utf8);
        var counts = driver.CreateOutputTopic("counts", Serdes.Utf8, Serdes.Int64);

        lines.PipeValues("to be or", "not to be");
        driver.RunBatch();
        Assert.Equal([("to", 2L), ("be", 2L), ("or", 1L), ("not", 1L)], counts.ReadAllKeyValues());

        driver.Restart();
        lines.PipeInput("be");
        driver.RunBatch();
        Assert.Equal(("be", 3L), counts.ReadKeyValue());
        counts.AssertEmpty();
    }
}
