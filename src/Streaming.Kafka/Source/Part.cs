namespace Streaming.Kafka;

/// <summary>A partition as its reader sees it.</summary>
internal sealed class Part(PartitionId id)
{
    private readonly Queue<KafkaRecordBuffer> _held = new();
    private int _from;

    public PartitionId Id { get; } = id;

    /// <summary>Whether the fetcher fetches it.</summary>
    public bool IsStarted { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>Whether the epoch has more to come of it.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Next offset for the engine.</summary>
    public long Position { get; set; }

    /// <summary>End of the epoch.</summary>
    public long End { get; set; }

    /// <summary>All records below this offset have been fetched.</summary>
    public long Known { get; set; }

    public bool HasHeld => _held.Count > 0;

    public int HeldRecords { get; private set; }

    public long HeldBytes { get; private set; }

    public void Restart(long position, IRecordFetcher fetcher)
    {
        while (_held.TryDequeue(out var buffer))
        {
            fetcher.Return(buffer);
        }

        _from = 0;
        HeldRecords = 0;
        HeldBytes = 0;
        Position = position;
        Known = position;
        IsStarted = true;
        IsPaused = false;
    }

    public void Hold(KafkaRecordBuffer buffer)
    {
        _held.Enqueue(buffer);
        HeldRecords += buffer.Count;
        HeldBytes += buffer.Data.Length;
        Known = Math.Max(Known, buffer.Offsets[buffer.Count - 1] + 1);
    }

    public bool TryPeek(out KafkaRecordBuffer buffer, out int from)
    {
        from = _from;
        return _held.TryPeek(out buffer!);
    }

    public void SkipTo(int row) => _from = row;

    public void Dequeue()
    {
        var buffer = _held.Dequeue();
        HeldRecords -= buffer.Count;
        HeldBytes -= buffer.Data.Length;
        _from = 0;
    }
}
