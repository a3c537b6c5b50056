namespace Streaming;

/// <summary>A worker's sending end of a <see cref="RowGatherExchange"/>: copies rows, since the batch at hand is reused.</summary>
internal sealed class RowGatherSender : ColumnLink, IOperator
{
    private const int Target = 0;

    private readonly int _exchange;
    private readonly int _capacity;
    private readonly IExchangeOutbox _outbox;
    private readonly ColumnLink _local;
    private readonly BatchPool<RowBatch> _pool;
    private RowBatch? _open;

    public RowGatherSender(int exchange, int capacity, IExchangeOutbox outbox, ColumnLink local, BatchPool<RowBatch> pool)
        : base(local.Required)
    {
        _exchange = exchange;
        _capacity = capacity;
        _outbox = outbox;
        _local = local;
        _pool = pool;
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        if (_outbox.Worker == Target)
        {
            _local.Process(batch, rows);
            return;
        }

        for (int i = 0; i < rows.Count; i++)
        {
            var open = _open ??= Begin();
            for (int column = 0; column < open.Columns.Length; column++)
            {
                if (Required[column])
                {
                    open.Columns[column].AppendFrom(batch.Columns[column], rows[i]);
                }
            }

            open.Timestamps[open.Count] = batch.Timestamps[rows[i]];
            if (++open.Count == _capacity)
            {
                Send();
            }
        }
    }

    public void OnEpochEnd(long epoch)
    {
        if (_open is not null)
        {
            Send();
        }

        for (int worker = 0; worker < _outbox.Workers; worker++)
        {
            if (worker != _outbox.Worker)
            {
                _outbox.Send(worker, new ExchangeMessage(_exchange, null));
            }
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

    private void Send()
    {
        _outbox.Send(Target, new ExchangeMessage(_exchange, _open));
        _open = null;
    }
}
