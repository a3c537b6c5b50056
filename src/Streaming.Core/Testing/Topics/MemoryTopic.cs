namespace Streaming.Testing;

/// <summary>A topic in memory.</summary>
internal sealed class MemoryTopic(string name)
{
    private readonly List<List<StoredRecord>> _partitions = [];
    private int _nextWithoutKey;

    public string Name => name;

    public int PartitionCount => _partitions.Count;

    /// <summary>Whether a query ever wrote here.</summary>
    public bool IsProduced { get; set; }

    public IReadOnlyList<StoredRecord> Partition(int partition) => _partitions[partition];

    public long End(int partition) => _partitions[partition].Count;

    public void GrowTo(int partitions)
    {
        while (_partitions.Count < partitions)
        {
            _partitions.Add([]);
        }
    }

    /// <summary>Where a record goes: by murmur2 of its key, as Java's clients place it; records without key take turns, from partition 0.</summary>
    public int Place(byte[]? key)
    {
        if (key is not null)
        {
            return (Murmur2.Hash(key) & int.MaxValue) % _partitions.Count;
        }

        int partition = _nextWithoutKey % _partitions.Count;
        _nextWithoutKey = partition + 1;
        return partition;
    }

    public StoredRecord Append(int? partition, byte[]? key, byte[]? value, long timestampMs, IReadOnlyList<KafkaHeader>? headers)
    {
        int target = partition ?? Place(key);
        var records = _partitions[target];
        var record = new StoredRecord
        {
            Topic = name,
            Partition = target,
            Offset = records.Count,
            Key = key,
            Value = value,
            TimestampMs = timestampMs,
            Headers = headers is { Count: > 0 } ? headers : null,
        };
        records.Add(record);
        return record;
    }
}
