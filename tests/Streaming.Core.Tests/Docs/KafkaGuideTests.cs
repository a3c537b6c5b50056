using System.Text.Json;
using Streaming.Kafka;
using Streaming.Testing;

namespace Streaming.Core.Tests.Docs;

/// <summary>The code of docs/guide/kafka.md.</summary>
public sealed class KafkaGuideTests
{
    [Fact]
    public void OptionsByNameAndTyped()
    {
        using var driver = new TopologyTestDriver(
            [
                session =>
                {
                    var records = session.ReadStream()
                        .Format("kafka")
                        .Option("kafka.bootstrap.servers", "localhost:9092")
                        .Option("subscribe", "lines")
                        .Option("startingOffsets", "earliest")
                        .Option("maxOffsetsPerTrigger", 10_000)
                        .Load<KafkaRecord>();

                    return records.Map(record => record.ValueText).WriteStream().Console();
                },
                session =>
                {
                    var records = session.ReadStream().Kafka(new KafkaSourceOptions
                    {
                        BootstrapServers = "localhost:9092",
                        Subscribe = "lines",
                        StartingOffsets = "earliest",
                        MaxOffsetsPerTrigger = 10_000,
                    });

                    return records.Map(record => record.ValueText).WriteStream().Console();
                },
            ],
            new() { Topics = new Dictionary<string, int> { ["lines"] = 1 } });
        driver.CreateInputTopic("lines", Serdes.Utf8, Serdes.Utf8).PipeValues("a");
        driver.ProcessAll();
        Assert.Equal(["a", "a"], driver.Rows<string>());
    }

    [Fact]
    public void BadRecords()
    {
        using var driver = new TopologyTestDriver(session =>
        {
            var records = session.ReadStream().Kafka("localhost:9092", "readings");

            var readings = records.DecodeValues(
                Serdes.Json<Reading>(JsonSerializerOptions.Web),
                new DecodeOptions { OnBadRecord = OnBadRecord.DeadLetter, DeadLetterTopic = "readings-bad" });

            return readings.WriteStream().Console();
        });
        driver.CreateInputTopic("readings", Serdes.Utf8, Serdes.Utf8).PipeValues("""{"sensor":"s1","value":20.5}""", "no JSON");
        driver.RunBatch();
        Assert.Equal([new Reading("s1", 20.5)], driver.Rows<Reading>());
        var bad = driver.CreateOutputTopic("readings-bad", Serdes.Utf8, Serdes.Utf8).ReadRecord();
        Assert.Equal("no JSON", bad.Value);
        Assert.Equal(["deadletter.topic", "deadletter.partition", "deadletter.offset", "deadletter.reason"], bad.Headers.Select(header => header.Key));
    }

    [Fact]
    public void Sink()
    {
        using var driver = new TopologyTestDriver(
        [
            session =>
            {
                var counts = session.ReadStream().Kafka("localhost:9092", "words").GroupBy(record => record.ValueText).Count();

                return counts.WriteStream()
                    .OutputMode(OutputMode.Update)
                    .Option("checkpointLocation", "/var/lib/word-count")
                    .Option("kafka.compression.type", "snappy")
                    .Kafka("localhost:9092", "counts", row => row.Key, row => row.Count);
            },
            session =>
            {
                var readings = session.ReadStream().Kafka("localhost:9092", "readings").DecodeValues(Serdes.Json<Reading>());

                var encoder = new KeyValueEncoder<Reading, string, Reading>(
                    reading => reading.Sensor, Serdes.Utf8,
                    reading => reading, Serdes.Json<Reading>())
                {
                    Topic = reading => reading.Value > 30 ? "hot" : "normal",
                    Headers = reading => [new KafkaHeader("unit", "celsius"u8.ToArray())],
                };
                return readings.WriteStream()
                    .Option("checkpointLocation", "/var/lib/readings")
                    .Kafka(new KafkaSinkOptions<Reading> { BootstrapServers = "localhost:9092", Encoder = encoder });
            },
        ]);
        driver.CreateInputTopic("words", Serdes.Utf8, Serdes.Utf8).PipeValues("a", "a");
        driver.CreateInputTopic("readings", Serdes.Utf8, Serdes.Json<Reading>()).PipeValues(new Reading("s1", 31));
        driver.RunBatch();
        Assert.Equal(("a", 2L), driver.CreateOutputTopic("counts", Serdes.Utf8, Serdes.Int64).ReadKeyValue());
        Assert.Equal("s1", driver.CreateOutputTopic("hot", Serdes.Utf8, Serdes.Json<Reading>()).ReadRecord().Key);
    }

    [Fact]
    public async Task EmbeddedBroker()
    {
        using var kafka = EmbeddedKafka.Start();
        await kafka.ProduceAsync("lines", ["to be or not to be", "that is the question"]);

        await using var session = StreamingSession.Create("embedded");
        var query = session.ReadStream()
            .Option("startingOffsets", "earliest")
            .Kafka(kafka.BootstrapServers, "lines")
            .Map(record => record.ValueText)
            .WriteStream().Memory("lines").Start();
        await query.ProcessAllAvailableAsync();
        Assert.Equal(2, session.MemoryTables.Get<string>("lines").Rows.Count);
    }

    internal sealed record Reading(string Sensor, double Value);
}
