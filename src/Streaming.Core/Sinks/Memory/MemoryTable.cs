namespace Streaming;

/// <summary>Rows that a <c>memory</c> sink collected. Usable from several threads.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class MemoryTable<T>
{
    private readonly Lock _lock = new();
    private readonly List<(long BatchId, IReadOnlyList<T> Rows)> _batches = [];

    internal MemoryTable(string name) => Name = name;

    /// <summary>Name of the query.</summary>
    public string Name { get; }

    /// <summary>Newest batch; null before the first one.</summary>
    public long? LatestBatchId
    {
        get
        {
            lock (_lock)
            {
                return _batches.Count == 0 ? null : _batches[^1].BatchId;
            }
        }
    }

    /// <summary>All rows, oldest batch first; in complete mode those of the newest batch. A copy.</summary>
    public IReadOnlyList<T> Rows
    {
        get
        {
            lock (_lock)
            {
                return [.. _batches.SelectMany(batch => batch.Rows)];
            }
        }
    }

    /// <summary>Rows of the newest batch; empty before the first one.</summary>
    public IReadOnlyList<T> LatestRows
    {
        get
        {
            lock (_lock)
            {
                return _batches.Count == 0 ? [] : [.. _batches[^1].Rows];
            }
        }
    }

    /// <summary>Rows of a batch; null where the table does not hold it (any more).</summary>
    public IReadOnlyList<T>? RowsOf(long batchId)
    {
        lock (_lock)
        {
            int found = _batches.FindIndex(batch => batch.BatchId == batchId);
            return found < 0 ? null : [.. _batches[found].Rows];
        }
    }

    /// <summary>Empties the table; batch ids seen before are still ignored.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            for (int i = 0; i < _batches.Count; i++)
            {
                _batches[i] = (_batches[i].BatchId, []);
            }
        }
    }

    internal void Add(long batchId, IReadOnlyList<T> rows, bool replace)
    {
        lock (_lock)
        {
            if (_batches.Count > 0 && batchId <= _batches[^1].BatchId)
            {
                return;
            }

            if (replace)
            {
                _batches.Clear();
            }

            _batches.Add((batchId, rows));
        }
    }
}
