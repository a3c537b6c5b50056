using System.Globalization;

namespace Streaming.Kafka.Tests;

/// <summary>Source and sink under the engine.</summary>
public sealed class PipelineTests
{
    [Fact]
    public async Task A_filter_from_topic_to_topic_goes_on_after_a_restart()
    {
        var stop = TestContext.Current.CancellationToken;
        using var kafka = EmbeddedKafka.Start();
        string checkpoint = Directory.CreateTempSubdirectory("streaming-pipeline-").FullName;
        try
        {
            kafka.CreateTopic("out");
            await kafka.ProduceAsync("in", Enumerable.Range(0, 1000).Select(i => i.ToString(CultureInfo.InvariantCulture)), cancellationToken: stop);
            await RunAsync();
            await kafka.ProduceAsync("in", Enumerable.Range(1000, 500).Select(i => i.ToString(CultureInfo.InvariantCulture)), cancellationToken: stop);
            await RunAsync();
            using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", "out"), ("startingOffsets", "earliest"));
            Assert.Equal(Enumerable.Range(0, 1500).Where(i => i % 2 == 0), run.Epoch()!.Select(int.Parse).Order());
        }
        finally
        {
            Directory.Delete(checkpoint, recursive: true);
        }

        async Task RunAsync()
        {
            await using var session = StreamingSession.Create("pipeline");
            await using var query = session.ReadStream()
                .Kafka(new KafkaSourceOptions { BootstrapServers = kafka.BootstrapServers, Subscribe = "in", StartingOffsets = "earliest", MaxOffsetsPerTrigger = 300 })
                .Map(record => record.ValueText)
                .Filter(text => int.Parse(text, CultureInfo.InvariantCulture) % 2 == 0)
                .WriteStream()
                .Kafka(kafka.BootstrapServers, "out")
                .Option("checkpointLocation", checkpoint)
                .Trigger(Trigger.AvailableNow())
                .Start();
            Assert.True(await query.AwaitTerminationAsync(TimeSpan.FromSeconds(60)));
            Assert.Null(query.Exception);
            Assert.Equal("KafkaV2[Subscribe[in]]", query.LastProgress!.Sources[0].Description);
        }
    }
}
