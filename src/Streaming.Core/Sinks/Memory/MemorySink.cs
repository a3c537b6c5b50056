namespace Streaming;

/// <summary>Collects rows in a <see cref="MemoryTable{T}"/>. A repeated batch id is ignored; complete mode keeps the newest batch only.</summary>
internal sealed class MemorySink<T>(MemoryTable<T> table, OutputMode mode) : BatchSink<T>
{
    public override string Description => "MemorySink";

    protected override long AddBatch(long batchId, IReadOnlyList<T> rows)
    {
        table.Add(batchId, rows, replace: mode == OutputMode.Complete);
        return rows.Count;
    }
}
