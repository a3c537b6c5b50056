using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>How many rows a limit has let pass: of the whole stream, where that number is the operator's state, or of the epoch.</summary>
internal sealed class LimitState : ISerde<long>
{
    private readonly long _limit;
    private readonly OperatorState? _state;
    private readonly StateTable<long>? _table;
    private long? _count;
    private long _saved;

    /// <param name="state">The operator's state; null: the limit is one of each epoch.</param>
    /// <param name="limit">Number of rows.</param>
    public LimitState(OperatorState? state, long limit)
    {
        _limit = limit;
        _state = state;
        _table = state?.Table(0, new StateStoreSchema("default", "", "value BIGINT") { Form = StateStoreSchema.Columns }, this);
    }

    /// <summary>Lets rows pass.</summary>
    /// <returns>How many of those that are wanted.</returns>
    public int Take(int wanted)
    {
        long count = _count ??= Load();
        int taken = (int)Math.Min(wanted, _limit - count);
        _count = count + taken;
        return taken;
    }

    public void EndEpoch()
    {
        if (_table is null)
        {
            _count = 0;
        }
        else if (_count is { } count && count > _saved)
        {
            int index = _table.GetOrAdd(default, isNull: false, partition: 0, out bool added);
            _table.Value(index) = count;
            _table.MarkDirty(index);
            _state!.AddRows(0, added ? 1 : 0);
            _state.Updated++;
            _saved = count;
        }
    }

    public void Write(long value, ArrayBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(sizeof(long)), value);
        output.Advance(sizeof(long));
    }

    public long Read(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadInt64BigEndian(data);

    private long Load()
    {
        int index = _table?.Find(default, isNull: false, partition: 0) ?? -1;
        return _saved = index < 0 ? 0 : _table!.Value(index);
    }
}
