using Confluent.Kafka;
using Streaming.Kafka;

namespace Streaming.Kafka.Tests;

/// <summary>What the reader adds to the client's own allocations, in a process of its own.</summary>
public sealed class ReaderAllocationTests
{
    private const int Records = 60_000;

    [Fact]
    public async Task AddsNothingToTheClientsOwn() => await ChildProcess.RunScenario("kafka-reader-allocations");

    [ChildScenario("kafka-reader-allocations")]
    internal static async Task Measure()
    {
        using var kafka = EmbeddedKafka.Start();
        await kafka.ProduceAsync("numbers", Enumerable.Range(0, Records).Select(i => $"value-{i:D10}"));

        // The first round of each warms up code, buffers and the client.
        ReadBare(kafka.BootstrapServers);
        double bare = ReadBare(kafka.BootstrapServers);
        ReadWithReader(kafka.BootstrapServers);
        double reader = ReadWithReader(kafka.BootstrapServers);
        Console.WriteLine($"{bare:F1} bytes a record by a bare loop, {reader:F1} by the reader");
        Assert.InRange(reader, 0, bare + 2);
    }

    private static double ReadBare(string servers)
    {
        using var consumer = new ConsumerBuilder<long, long>(new ConsumerConfig
        {
            BootstrapServers = servers, GroupId = "bare", EnableAutoCommit = false, EnableAutoOffsetStore = false, ConsumeResultFields = "timestamp",
        }).SetKeyDeserializer(new Length()).SetValueDeserializer(new Length()).Build();
        consumer.Assign(Enumerable.Range(0, 4).Select(partition => new TopicPartitionOffset("numbers", partition, 0)));
        int read = 0;
        long before = 0;
        while (read < Records)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(10)) is null)
            {
                throw new InvalidOperationException($"Only {read} of {Records} records came.");
            }

            if (++read == 1)
            {
                before = GC.GetTotalAllocatedBytes(precise: true);
            }
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Records;
    }

    private static double ReadWithReader(string servers)
    {
        using var run = SourceRun.On(servers, ("subscribe", "numbers"), ("startingOffsets", "earliest"));
        string end = run.Source.LatestOffset(null, ReadLimit.AllAvailable)!;
        run.Reader.BeginEpoch(0, run.Source.PlanSplits(null, end));
        int read = 0;
        long before = 0;
        while (true)
        {
            switch (run.Reader.Read(TimeSpan.FromSeconds(10), out var batch, CancellationToken.None))
            {
                case SourceReadStatus.Batch:
                    before = read == 0 ? GC.GetTotalAllocatedBytes(precise: true) : before;
                    read += batch!.Count;
                    break;
                case SourceReadStatus.EndOfEpoch:
                    Assert.Equal(Records, read);
                    return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Records;
            }
        }
    }

    private sealed class Length : IDeserializer<long>
    {
        public long Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) => data.Length;
    }
}
