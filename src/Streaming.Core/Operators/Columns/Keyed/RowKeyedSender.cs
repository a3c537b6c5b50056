namespace Streaming;

/// <summary>A worker's sending end of a <see cref="RowKeyedExchange"/>: rows with keys of its own stay where they are, the others are copied.</summary>
internal sealed class RowKeyedSender : ColumnLink, IOperator
{
    private readonly int _exchange;
    private readonly StageContext _context;
    private readonly int _operatorNumber;
    private readonly EvaluationContext _evaluation;
    private readonly Kernel[] _kernels;
    private readonly ColumnVector[] _keys;
    private readonly RowKeyCodec _codec;
    private readonly StatePartitioner _partitioner;
    private readonly IExchangeOutbox _outbox;
    private readonly KeyedRowOperator _local;
    private readonly BatchPool<KeyedRows> _pool;
    private readonly KeyedRows _own;
    private readonly KeyedRows?[] _open;
    private readonly int[] _sentColumns;

    public RowKeyedSender(
        int exchange, StageContext context, int operatorNumber, EvaluationContext evaluation, RowKeys keys, StatePartitioner partitioner, int columns, int capacity,
        IExchangeOutbox outbox, KeyedRowOperator local, BatchPool<KeyedRows> pool)
        : base(Union(columns, keys.Expressions.Select(key => ColumnUse.Of(key, columns)).Prepend(local.Required)))
    {
        _exchange = exchange;
        _context = context;
        _operatorNumber = operatorNumber;
        _evaluation = evaluation;
        _kernels = [.. keys.Expressions.Select(key => key.Compile())];
        _keys = new ColumnVector[_kernels.Length];
        _codec = keys.CreateCodec();
        _partitioner = partitioner;
        _outbox = outbox;
        _local = local;
        _pool = pool;
        _own = new KeyedRows(capacity) { HasPartitions = outbox.Workers > 1 };
        _open = new KeyedRows?[outbox.Workers];
        _sentColumns = [.. Enumerable.Range(0, columns).Where(column => local.Required[column])];
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        _context.Current = _operatorNumber;
        for (int i = 0; i < _kernels.Length; i++)
        {
            _keys[i] = _kernels[i].Evaluate(batch, rows, _evaluation);
        }

        _own.Batch = batch;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            var key = _codec.Encode(_keys, row, out bool isNull);
            if (!_own.HasPartitions)
            {
                AddOwn(key, isNull, 0, row);
                continue;
            }

            int partition = _partitioner.PartitionOf(key, isNull);
            int worker = _partitioner.WorkerOf(partition);
            if (worker == _outbox.Worker)
            {
                AddOwn(key, isNull, partition, row);
            }
            else
            {
                Send(worker, key, isNull, partition, batch, row);
            }
        }

        FlushOwn();
    }

    /// <summary>Sends what is open and the end mark.</summary>
    public void OnEpochEnd(long epoch)
    {
        for (int worker = 0; worker < _open.Length; worker++)
        {
            if (worker == _outbox.Worker)
            {
                continue;
            }

            if (_open[worker] is not null)
            {
                Flush(worker);
            }

            _outbox.Send(worker, new ExchangeMessage(_exchange, null));
        }
    }

    private void AddOwn(ReadOnlySpan<byte> key, bool isNull, int partition, int row)
    {
        _own.Add(key, isNull, partition, row);
        if (_own.IsFull)
        {
            FlushOwn();
        }
    }

    private void FlushOwn()
    {
        if (_own.Count > 0)
        {
            _local.Process(_own);
            _own.Clear();
        }
    }

    private void Send(int worker, ReadOnlySpan<byte> key, bool isNull, int partition, RowBatch batch, int row)
    {
        var open = _open[worker] ??= Begin();
        int sent = open.Batch.Count;
        open.Add(key, isNull, partition, sent);
        foreach (int column in _sentColumns)
        {
            open.Batch.Columns[column].AppendFrom(batch.Columns[column], row);
        }

        open.Batch.Timestamps[sent] = batch.Timestamps[row];
        open.Batch.Count = sent + 1;
        if (open.IsFull)
        {
            Flush(worker);
        }
    }

    private KeyedRows Begin()
    {
        var open = _pool.Rent();
        open.Batch.Count = 0;
        foreach (var column in open.Batch.Columns)
        {
            column.Reset(0);
        }

        return open;
    }

    private void Flush(int worker)
    {
        var open = _open[worker]!;
        _open[worker] = null;
        _outbox.Send(worker, new ExchangeMessage(_exchange, open));
    }
}
