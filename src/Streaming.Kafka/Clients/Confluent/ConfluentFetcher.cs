using Confluent.Kafka;

namespace Streaming.Kafka.Clients.Confluent;

/// <summary>Fetches through Confluent's consumer, told to return no more fields than are wanted.</summary>
internal sealed class ConfluentFetcher : IRecordFetcher
{
    // A batch is handed out when this full; also the most that one call takes from the client's queue.
    private const int BatchRecords = RecordBatch<KafkaRecord>.DefaultCapacity;
    private const int BatchBytes = 1024 * 1024;
    private const int LargestPooledBuffer = 4 * BatchBytes;
    private static readonly TimeSpan CancellationCheck = TimeSpan.FromMilliseconds(100);

    private readonly FetchOptions _options;
    private readonly Dictionary<PartitionId, Slot> _slots = [];
    private readonly Dictionary<string, Slot?[]> _slotsByTopic = new(StringComparer.Ordinal);
    private readonly List<Slot> _filling = [];
    private readonly Queue<FetchResult> _ready = new();
    private readonly Stack<KafkaRecordBuffer> _pool = new();
    private readonly SpanCopier _keys;
    private readonly SpanCopier _values;
    private IConsumer<long, long> _consumer;
    private ConsumerConfig _config;
    private KafkaRecordBuffer _target;
    private bool _hasTopics;
    private string? _onlyTopic;
    private Slot?[] _onlySlots = [];
    private Error? _problem;

    public ConfluentFetcher(FetchOptions options)
    {
        _options = options;
        _keys = new SpanCopier(options.Keys);
        _values = new SpanCopier(options.Values);
        (_consumer, _config) = Connect(withTopics: false);
        _target = Rent();
        SetTarget(_target);
    }

    public string? LastProblem => _problem is { } problem ? ConfluentErrors.WithoutValues(problem.Reason, _config) : null;

    public void Start(IReadOnlyCollection<KeyValuePair<PartitionId, long>> positions)
    {
        if (positions.Count == 0)
        {
            return;
        }

        try
        {
            Assign(positions);
        }
        catch (KafkaException error)
        {
            throw ConfluentErrors.Of(error.Error, LastProblem, error);
        }
    }

    public void Pause(PartitionId partition)
    {
        var slot = _slots[partition];
        slot.IsPaused = true;
        _consumer.Pause([slot.Partition]);
    }

    public void Resume(PartitionId partition)
    {
        var slot = _slots[partition];
        slot.IsPaused = false;
        _consumer.Resume([slot.Partition]);
    }

    public FetchResult Fetch(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_ready.TryDequeue(out var ready))
        {
            return ready;
        }

        Drain(TimeSpan.Zero);
        long start = TimeProvider.System.GetTimestamp();
        while (_ready.Count == 0)
        {
            var left = timeout - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || cancellationToken.IsCancellationRequested)
            {
                return default;
            }

            Drain(left < CancellationCheck ? left : CancellationCheck);
        }

        return _ready.Dequeue();
    }

    public void Return(KafkaRecordBuffer records)
    {
        if (records.Data.Bytes.Length <= LargestPooledBuffer)
        {
            records.Clear();
            _pool.Push(records);
        }
    }

    public void Dispose() => _consumer.Dispose();

    private void Assign(IReadOnlyCollection<KeyValuePair<PartitionId, long>> positions)
    {
        var again = new List<TopicPartition>();
        var paused = new List<TopicPartition>();
        foreach (var (id, offset) in positions)
        {
            if (_slots.TryGetValue(id, out var slot))
            {
                Drop(slot);
                again.Add(slot.Partition);
                if (slot.IsPaused)
                {
                    paused.Add(slot.Partition);
                }
            }
            else
            {
                slot = AddSlot(id);
            }

            slot.Next = offset;
            slot.IsPaused = false;
        }

        if (!_hasTopics && _slotsByTopic.Count > 1)
        {
            // Without their topics the records of two topics cannot be told apart.
            _consumer.Dispose();
            (_consumer, _config) = Connect(withTopics: true);
            _hasTopics = true;
            _consumer.Assign(_slots.Values.Select(slot => new TopicPartitionOffset(slot.Partition, slot.Next)));
            _consumer.Pause(_slots.Values.Where(slot => slot.IsPaused).Select(slot => slot.Partition));
            return;
        }

        if (again.Count > 0)
        {
            _consumer.IncrementalUnassign(again);
        }

        _consumer.IncrementalAssign(positions.Select(entry => new TopicPartitionOffset(_slots[entry.Key].Partition, entry.Value)));
        if (paused.Count > 0)
        {
            // The client keeps the mark over a new assignment.
            _consumer.Resume(paused);
        }
    }

    private void Drain(TimeSpan firstWait)
    {
        int wait = (int)Math.Ceiling(firstWait.TotalMilliseconds);
        for (int taken = 0; taken < BatchRecords; taken++)
        {
            ConsumeResult<long, long>? result;
            try
            {
                result = _consumer.Consume(wait);
            }
            catch (ConsumeException error)
            {
                Fail(error);
                break;
            }

            if (result is null)
            {
                break;
            }

            wait = 0;
            if (result.IsPartitionEOF)
            {
                if (Find(result.Topic, result.Partition.Value) is { } ended)
                {
                    ended.Next = result.Offset.Value;
                    HandOutFilled();
                    _ready.Enqueue(FetchResult.At(ended.Id, result.Offset.Value));
                }

                break;
            }

            if (Add(result))
            {
                break;
            }
        }

        HandOutFilled();
    }

    /// <summary>Adds a record; true when the batch is full.</summary>
    private bool Add(ConsumeResult<long, long> result)
    {
        var slot = Find(result.Topic, result.Partition.Value);
        if (slot is null)
        {
            return false;
        }

        var message = result.Message;
        long key = message.Key;
        long value = message.Value;
        var buffer = slot.Buffer;
        if (buffer != _target)
        {
            (buffer, key, value) = Redirect(slot, key, value);
        }

        long time = -1;
        if (_options.Timestamps)
        {
            var timestamp = message.Timestamp;
            if (timestamp.Type != TimestampType.NotAvailable)
            {
                time = timestamp.UnixTimestampMs;
                buffer.TimestampType = timestamp.Type == TimestampType.LogAppendTime ? 1 : 0;
            }
        }

        long offset = result.Offset.Value;
        slot.Next = offset + 1;
        buffer.Add(
            SpanCopier.Start(key), SpanCopier.Length(key), SpanCopier.Start(value), SpanCopier.Length(value),
            offset, time, _options.Headers ? Headers(message.Headers) : null);
        return buffer.Count == BatchRecords || buffer.Data.Length >= BatchBytes;
    }

    // The bytes went to the batch of the partition before: move them. Records come in runs of one partition, so this is rare.
    private (KafkaRecordBuffer Buffer, long Key, long Value) Redirect(Slot slot, long key, long value)
    {
        var from = _target;
        var buffer = slot.Buffer;
        if (buffer is null)
        {
            buffer = from.Count == 0 ? from : Rent();
            buffer.Topic = slot.Id.Topic;
            buffer.Partition = slot.Id.Partition;
            slot.Buffer = buffer;
            _filling.Add(slot);
        }

        if (buffer != from)
        {
            key = Move(from, buffer, key);
            value = Move(from, buffer, value);
            SetTarget(buffer);
        }

        return (buffer, key, value);
    }

    private static long Move(KafkaRecordBuffer from, KafkaRecordBuffer to, long place)
    {
        int length = SpanCopier.Length(place);
        return length < 0 ? place : ((long)to.Data.Append(from.Data.Bytes.AsSpan(SpanCopier.Start(place), length)) << 32) | (uint)length;
    }

    private void HandOutFilled()
    {
        if (_filling.Count == 0)
        {
            return;
        }

        _problem = null;
        foreach (var slot in _filling)
        {
            _ready.Enqueue(FetchResult.Of(slot.Id, slot.Buffer!));
            slot.Buffer = null;
        }

        _filling.Clear();
        SetTarget(Rent());
    }

    private void Fail(ConsumeException error)
    {
        var record = error.ConsumerRecord;
        var failure = ConfluentErrors.Of(error.Error, cause: error);
        if (record?.TopicPartition is { } partition && Find(record.Topic, partition.Partition.Value) is { } slot
            && failure.Failure is not (KafkaFailure.Fatal or KafkaFailure.Unreachable))
        {
            if (failure.IsRetriable)
            {
                _problem = error.Error;
                return;
            }

            HandOutFilled();
            _consumer.IncrementalUnassign([slot.Partition]);
            RemoveSlot(slot);
            _ready.Enqueue(FetchResult.Failure(slot.Id, failure));
        }
        else if (failure.IsRetriable)
        {
            _problem = error.Error;
        }
        else
        {
            throw failure;
        }
    }

    private void Drop(Slot slot)
    {
        for (int i = _ready.Count; i > 0; i--)
        {
            var result = _ready.Dequeue();
            if (result.Partition != slot.Id)
            {
                _ready.Enqueue(result);
            }
            else if (result.Records is { } records)
            {
                Return(records);
            }
        }
    }

    private Slot? Find(string? topic, int partition)
    {
        var slots = topic is null || topic == _onlyTopic ? _onlySlots : _slotsByTopic.GetValueOrDefault(topic, []);
        return (uint)partition < (uint)slots.Length ? slots[partition] : null;
    }

    private Slot AddSlot(PartitionId id)
    {
        var slot = new Slot(id);
        _slots.Add(id, slot);
        var slots = _slotsByTopic.GetValueOrDefault(id.Topic, []);
        if (slots.Length <= id.Partition)
        {
            Array.Resize(ref slots, id.Partition + 1);
        }

        slots[id.Partition] = slot;
        _slotsByTopic[id.Topic] = slots;
        NoteOnlyTopic();
        return slot;
    }

    private void RemoveSlot(Slot slot)
    {
        _slots.Remove(slot.Id);
        _slotsByTopic[slot.Id.Topic][slot.Id.Partition] = null;
    }

    private void NoteOnlyTopic()
    {
        // Topics are never forgotten: a late record of one must not be taken for another's.
        (_onlyTopic, _onlySlots) = _slotsByTopic.Count == 1 ? (_slotsByTopic.Keys.Single(), _slotsByTopic.Values.Single()) : (null, []);
    }

    private KafkaRecordBuffer Rent() => _pool.TryPop(out var buffer) ? buffer : new KafkaRecordBuffer(BatchRecords);

    private void SetTarget(KafkaRecordBuffer buffer)
    {
        _target = buffer;
        _keys.Target = buffer.Data;
        _values.Target = buffer.Data;
    }

    private static IReadOnlyList<KafkaHeader>? Headers(Headers? headers)
    {
        if (headers is null || headers.Count == 0)
        {
            return null;
        }

        var result = new KafkaHeader[headers.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = new KafkaHeader(headers[i].Key, headers[i].GetValueBytes());
        }

        return result;
    }

    private (IConsumer<long, long> Consumer, ConsumerConfig Config) Connect(bool withTopics)
    {
        var config = ConfluentClients.ConsumerConfig(_options.Settings);
        var fields = new List<string>(3);
        if (withTopics)
        {
            fields.Add("topic");
        }

        if (_options.Timestamps)
        {
            fields.Add("timestamp");
        }

        if (_options.Headers)
        {
            fields.Add("headers");
        }

        config.ConsumeResultFields = fields.Count == 0 ? "none" : string.Join(',', fields);
        var consumer = ConfluentClients.Build(
            () => new ConsumerBuilder<long, long>(config)
                .SetKeyDeserializer(_keys)
                .SetValueDeserializer(_values)
                .SetErrorHandler((_, error) => _problem = error)
                .SetLogHandler(static (_, _) => { })
                .Build(),
            config);
        return (consumer, config);
    }

    private sealed class Slot(PartitionId id)
    {
        public PartitionId Id { get; } = id;

        public TopicPartition Partition { get; } = new(id.Topic, id.Partition);

        public KafkaRecordBuffer? Buffer { get; set; }

        public long Next { get; set; }

        public bool IsPaused { get; set; }
    }
}
