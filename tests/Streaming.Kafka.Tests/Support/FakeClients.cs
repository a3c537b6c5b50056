using System.Text;

namespace Streaming.Kafka.Tests;

/// <summary>Clients over a script: what a fetch returns, and what was asked of the fetcher.</summary>
internal sealed class FakeClients : IKafkaClients
{
    public FakeFetcher Fetcher { get; } = new();

    public Dictionary<PartitionId, long> EarliestOffsets { get; } = [];

    public IOffsetClient CreateOffsetClient(IReadOnlyDictionary<string, string> settings, CancellationToken stopping) => new Offsets(this);

    public IGroupOffsets CreateGroupOffsets(IReadOnlyDictionary<string, string> settings, string group) => throw new InvalidOperationException();

    public IRecordFetcher CreateFetcher(FetchOptions options) => Fetcher;

    public IRecordSender CreateSender(IReadOnlyDictionary<string, string> settings) => throw new InvalidOperationException();

    internal sealed class FakeFetcher : IRecordFetcher
    {
        public List<string> Calls { get; } = [];

        public Queue<FetchResult> Script { get; } = new();

        /// <summary>Buffers that are out.</summary>
        public int Lent { get; private set; }

        public string? LastProblem => "it rained";

        public void Records(int partition, params IEnumerable<long> offsets)
        {
            var buffer = new KafkaRecordBuffer(RecordBatch<KafkaRecord>.DefaultCapacity) { Topic = "t", Partition = partition };
            foreach (long offset in offsets)
            {
                buffer.Add(default, false, Encoding.UTF8.GetBytes($"{partition}:{offset}"), true, offset, -1);
            }

            Script.Enqueue(FetchResult.Of(new PartitionId("t", partition), buffer));
        }

        public void Position(int partition, long offset) => Script.Enqueue(FetchResult.At(new PartitionId("t", partition), offset));

        public void Failure(int partition, KafkaFailure failure) => Script.Enqueue(FetchResult.Failure(new PartitionId("t", partition), new KafkaClientException(failure, "no")));

        public void Start(IReadOnlyCollection<KeyValuePair<PartitionId, long>> positions) => Calls.AddRange(positions.Select(entry => $"start {entry.Key}@{entry.Value}"));

        public void Pause(PartitionId partition) => Calls.Add($"pause {partition}");

        public void Resume(PartitionId partition) => Calls.Add($"resume {partition}");

        public FetchResult Fetch(TimeSpan timeout, CancellationToken cancellationToken)
        {
            if (!Script.TryDequeue(out var result))
            {
                return default;
            }

            Lent += result.Records is null ? 0 : 1;
            return result;
        }

        public void Return(KafkaRecordBuffer records)
        {
            Lent--;
            records.Clear();
        }

        public void Dispose()
        {
        }
    }

    private sealed class Offsets(FakeClients clients) : IOffsetClient
    {
        public IReadOnlyList<int>? Partitions(string topic) => throw new InvalidOperationException();

        public IReadOnlyDictionary<string, IReadOnlyList<int>> Topics() => throw new InvalidOperationException();

        public Dictionary<PartitionId, long> Earliest(IReadOnlyCollection<PartitionId> partitions) => partitions.ToDictionary(partition => partition, partition => clients.EarliestOffsets[partition]);

        public Dictionary<PartitionId, long> Latest(IReadOnlyCollection<PartitionId> partitions) => throw new InvalidOperationException();

        public Dictionary<PartitionId, long?> AtTime(IReadOnlyDictionary<PartitionId, long> timestamps) => throw new InvalidOperationException();

        public void Dispose()
        {
        }
    }
}
