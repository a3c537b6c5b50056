namespace Streaming;

/// <summary>The bounded side of a join: read once where it cannot change, else once in each epoch. Shared by the workers.</summary>
/// <param name="read">Reads all rows anew.</param>
/// <param name="isConstant">Whether the rows are always the same.</param>
internal sealed class StaticJoinSide(Func<IReadOnlyList<RowBatch>> read, bool isConstant)
{
    private readonly Lock _lock = new();
    private StaticJoinTable? _table;
    private long _epoch = -1;

    /// <summary>The rows in an epoch; the first worker that asks makes the table.</summary>
    /// <param name="epoch">Number of the epoch in this run, the same for all workers.</param>
    /// <param name="make">Makes a table of the rows.</param>
    public StaticJoinTable Table(long epoch, Func<IReadOnlyList<RowBatch>, StaticJoinTable> make)
    {
        lock (_lock)
        {
            if (_table is null || (!isConstant && _epoch != epoch))
            {
                _table = null;
                _table = make(read());
                _epoch = epoch;
            }

            return _table;
        }
    }
}
