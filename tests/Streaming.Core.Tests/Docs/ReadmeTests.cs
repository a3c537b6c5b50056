using Streaming.Testing;

namespace Streaming.Core.Tests.Docs;

/// <summary>The program of the README. Its test is <see cref="WordCountExampleTests"/>.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void TheQueryOfTheProgramCounts()
    {
        using var driver = new TopologyTestDriver(session => session.ReadStream()
            .Kafka("localhost:9092", "lines")
            .FlatMap(record => record.ValueText.Split(' '))
            .GroupBy(word => word)
            .Count()
            .WriteStream()
            .OutputMode(OutputMode.Update)
            .Trigger(Trigger.ProcessingTime("5 seconds"))
            .Option("checkpointLocation", "/var/lib/word-count")
            .Console());
        driver.CreateInputTopic("lines", Serdes.Utf8, Serdes.Utf8).PipeValues("a b a");
        driver.RunBatch();
        Assert.Equal([new("a", 2), new("b", 1)], driver.Rows<KeyCount<string>>());
    }

    // Compiled only: it needs a broker and never ends.
    internal static async Task Program()
    {
        await using var session = StreamingSession.Create("word-count");

        StreamingQuery query = session.ReadStream()
            .Kafka("localhost:9092", "lines")                 // DataStream<KafkaRecord>
            .FlatMap(record => record.ValueText.Split(' '))   // DataStream<string>
            .GroupBy(word => word)
            .Count()                                          // DataStream<KeyCount<string>>
            .WriteStream()
            .OutputMode(OutputMode.Update)
            .Trigger(Trigger.ProcessingTime("5 seconds"))
            .Option("checkpointLocation", "/var/lib/word-count")
            .Console()
            .Start();

        await query.AwaitTerminationAsync();
    }
}
