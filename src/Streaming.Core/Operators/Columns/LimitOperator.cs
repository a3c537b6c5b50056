using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>Passes on the first rows of the whole stream; their number so far is its state. Rows of all workers come to one.</summary>
internal sealed class LimitOperator : ColumnLink, IOperator, ISerde<long>
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly OperatorState _state;
    private readonly StateTable<long> _table;
    private readonly long _limit;
    private readonly ColumnLink _next;
    private long? _count;
    private long _saved;

    /// <param name="context">The worker's context.</param>
    /// <param name="number">Number of the operator in the context.</param>
    /// <param name="state">The operator's state.</param>
    /// <param name="limit">Number of rows.</param>
    /// <param name="next">What follows.</param>
    public LimitOperator(StageContext context, int number, OperatorState state, long limit, ColumnLink next)
        : base(next.Required)
    {
        _context = context;
        _number = number;
        _state = state;
        _table = state.Table(0, new StateStoreSchema("default", "", "value BIGINT") { Form = StateStoreSchema.Columns }, this);
        _limit = limit;
        _next = next;
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        long count = _count ??= Load();
        int taken = (int)Math.Min(rows.Count, _limit - count);
        if (taken > 0)
        {
            _context.Current = _number;
            _count = count + taken;
            _next.Process(batch, taken == rows.Count ? rows : rows.First(taken));
        }
    }

    public void OnEpochEnd(long epoch)
    {
        if (_count is { } count && count > _saved)
        {
            int index = _table.GetOrAdd(default, isNull: false, partition: 0, out bool added);
            _table.Value(index) = count;
            _table.MarkDirty(index);
            _state.AddRows(0, added ? 1 : 0);
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
        int index = _table.Find(default, isNull: false, partition: 0);
        return _saved = index < 0 ? 0 : _table.Value(index);
    }
}
