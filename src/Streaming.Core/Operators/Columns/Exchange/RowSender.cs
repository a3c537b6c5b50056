namespace Streaming;

/// <summary>A worker's sending end of a <see cref="RowExchange"/>: rows for others are copied, since the batch at hand is reused; rows for itself go on in place.</summary>
internal sealed class RowSender : ColumnLink, IOperator
{
    private readonly int _exchange;
    private readonly int _capacity;
    private readonly IExchangeOutbox _outbox;
    private readonly RowRouter _router;
    private readonly ColumnLink _local;
    private readonly BatchPool<RowBatch> _pool;
    private readonly RowBatch?[] _open;
    private int[] _own = [];

    public RowSender(int exchange, int capacity, IExchangeOutbox outbox, RowRouter router, ColumnLink local, BatchPool<RowBatch> pool)
        : base(router.Required.Length == 0 ? local.Required : Union(local.Required.Length, [local.Required, router.Required]))
    {
        _exchange = exchange;
        _capacity = capacity;
        _outbox = outbox;
        _router = router;
        _local = local;
        _pool = pool;
        _open = new RowBatch?[outbox.Workers];
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        if (_own.Length < rows.Count)
        {
            _own = new int[Math.Max(rows.Count, RowBatch.DefaultCapacity)];
        }

        _router.Begin(batch, rows);
        int own = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            int worker = _router.WorkerOf(row);
            if (worker == _outbox.Worker)
            {
                _own[own++] = row;
            }
            else
            {
                Add(worker, batch, row);
            }
        }

        if (own > 0)
        {
            _local.Process(batch, own == rows.Count ? rows : RowSet.Of(_own, own));
        }
    }

    /// <summary>Sends what is open and the end mark.</summary>
    public void OnEpochEnd(long epoch)
    {
        for (int worker = 0; worker < _outbox.Workers; worker++)
        {
            if (worker == _outbox.Worker)
            {
                continue;
            }

            if (_open[worker] is { Count: > 0 })
            {
                Send(worker);
            }

            _outbox.Send(worker, new ExchangeMessage(_exchange, null));
        }
    }

    private void Add(int worker, RowBatch batch, int row)
    {
        var open = _open[worker] ??= Begin();
        for (int column = 0; column < open.Columns.Length; column++)
        {
            if (_local.Required[column])
            {
                open.Columns[column].AppendFrom(batch.Columns[column], row);
            }
        }

        open.Timestamps[open.Count] = batch.Timestamps[row];
        if (++open.Count == _capacity)
        {
            Send(worker);
        }
    }

    private RowBatch Begin()
    {
        var batch = _pool.Rent();
        batch.Count = 0;
        foreach (var column in batch.Columns)
        {
            column.Reset(0);
        }

        return batch;
    }

    private void Send(int worker)
    {
        _outbox.Send(worker, new ExchangeMessage(_exchange, _open[worker]));
        _open[worker] = null;
    }
}
