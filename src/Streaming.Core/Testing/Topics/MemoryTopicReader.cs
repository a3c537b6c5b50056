namespace Streaming.Testing;

/// <summary>Reads the partitions of an epoch one after another, each in order.</summary>
internal sealed class MemoryTopicReader(TopicSourceSettings settings, MemoryTopics topics, string description) : ISourceReader<KafkaRecord>
{
    private readonly Queue<SourceSplit> _splits = new();
    private readonly RecordBatch<KafkaRecord> _batch = new();
    private readonly KafkaRecordBuffer _buffer = new(RecordBatch<KafkaRecord>.DefaultCapacity, initialBytes: 4096);

    public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits)
    {
        _splits.Clear();
        foreach (var split in splits)
        {
            _splits.Enqueue(split);
        }
    }

    public SourceReadStatus Read(TimeSpan timeout, out RecordBatch<KafkaRecord>? batch, CancellationToken cancellationToken)
    {
        _buffer.Clear();
        _batch.Count = 0;
        batch = null;
        while (_batch.Count == 0)
        {
            if (!_splits.TryPeek(out var split))
            {
                return SourceReadStatus.EndOfEpoch;
            }

            long next = Fill(split);
            _splits.Dequeue();
            if (next < split.End)
            {
                // It goes on with the same partition: the order of a test's records is then that of their partitions.
                var others = _splits.ToArray();
                _splits.Clear();
                _splits.Enqueue(split with { Start = next });
                Array.ForEach(others, _splits.Enqueue);
            }
        }

        batch = _batch;
        return SourceReadStatus.Batch;
    }

    public void Dispose()
    {
    }

    private long Fill(SourceSplit split)
    {
        var records = topics.Find(split.Name)!.Partition(split.Partition);
        _buffer.Topic = split.Name;
        _buffer.Partition = split.Partition;
        _batch.Origin = new BatchOrigin { Source = description, Name = split.Name, Partition = split.Partition, FirstOffset = split.Start };
        long next = split.Start;
        while (next < split.End && !_batch.IsFull)
        {
            var record = records[checked((int)next)];
            bool hasKey = record.Key is not null && settings.WantsKeys;
            bool hasValue = record.Value is not null && settings.WantsValues;
            long time = settings.WantsTimestamps ? record.TimestampMs : -1;
            _buffer.Add(hasKey ? record.Key : default, hasKey, hasValue ? record.Value : default, hasValue, next, time, settings.IncludeHeaders ? record.Headers : null);
            int row = _batch.Count;
            _batch.Add(_buffer[row], time < 0 ? RecordBatch<KafkaRecord>.NoTimestamp : time * 1000, row);
            next++;
        }

        return next;
    }
}
