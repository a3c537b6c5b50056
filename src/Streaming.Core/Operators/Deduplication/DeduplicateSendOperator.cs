using System.Buffers;

namespace Streaming;

/// <summary>Finds the key of each typed row and brings the row to the worker that owns it; rows with keys of its own stay where they are.</summary>
internal sealed class DeduplicateSendOperator<T, TKey> : Operator<RecordBatch<T>>
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly KeyEncoder<T, TKey> _encoder;
    private readonly DeduplicateOperator<T> _owner;
    private readonly KeyedExchangeSender<TimedRecord<T>>? _others;
    private readonly StatePartitioner _partitioner;
    private readonly int _worker;
    private readonly ArrayBufferWriter<byte>? _timedKey;

    /// <param name="context">The worker's context.</param>
    /// <param name="number">Number of the operator in the context.</param>
    /// <param name="encoder">Makes the keys.</param>
    /// <param name="isTimed">Whether the event time is part of the key, and its beginning.</param>
    /// <param name="owner">What takes the worker's own rows.</param>
    /// <param name="others">The way to the other workers; null where there is one.</param>
    /// <param name="partitioner">Who owns which key.</param>
    /// <param name="worker">The worker.</param>
    public DeduplicateSendOperator(
        StageContext context, int number, KeyEncoder<T, TKey> encoder, bool isTimed, DeduplicateOperator<T> owner, KeyedExchangeSender<TimedRecord<T>>? others, StatePartitioner partitioner, int worker)
    {
        _context = context;
        _number = number;
        _encoder = encoder;
        _owner = owner;
        _others = others;
        _partitioner = partitioner;
        _worker = worker;
        _timedKey = isTimed ? new ArrayBufferWriter<byte>(64) : null;
    }

    public override void Process(RecordBatch<T> batch)
    {
        try
        {
            for (int i = 0; i < batch.Count; i++)
            {
                _context.Current = _number;
                _context.Origin = batch.Origin;
                _context.Row = batch.Rows[i];
                _context.Timestamp = batch.Timestamps[i];
                Send(batch.Values[i], batch.Timestamps[i]);
            }
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested))
        {
            throw _context.Failure(error);
        }

        _owner.Flush();
    }

    public override void OnEpochEnd(long epoch) => _others?.EndEpoch();

    private void Send(T value, long timestamp)
    {
        var key = _encoder.Encode(value, out bool isNull);
        if (_timedKey is not null)
        {
            key = WithTime(_timedKey, timestamp, key, isNull);
            isNull = false;
        }

        if (_others is null)
        {
            _owner.Take(value, key, isNull, -1);
            return;
        }

        int partition = _partitioner.PartitionOf(key, isNull);
        if (_partitioner.WorkerOf(partition) == _worker)
        {
            _owner.Take(value, key, isNull, partition);
        }
        else
        {
            _others.Add(key, isNull, partition, new TimedRecord<T>(Detachable.Detach(value), timestamp));
        }
    }

    private static ReadOnlySpan<byte> WithTime(ArrayBufferWriter<byte> output, long timestamp, ReadOnlySpan<byte> key, bool isNull)
    {
        output.ResetWrittenCount();
        OrderedKey.WriteLong(output.GetSpan(OrderedKey.LongLength), timestamp == RecordBatch<T>.NoTimestamp ? long.MaxValue : timestamp);
        output.Advance(OrderedKey.LongLength);
        output.GetSpan(1)[0] = isNull ? (byte)0 : (byte)1;
        output.Advance(1);
        output.Write(key);
        return output.WrittenSpan;
    }
}
