namespace Streaming;

/// <summary>Says which worker a row goes to. One thread owns it.</summary>
/// <param name="required">Columns that it looks at; empty: none.</param>
internal abstract class RowRouter(bool[] required)
{
    public bool[] Required => required;

    /// <summary>Called with each batch before its rows.</summary>
    public virtual void Begin(RowBatch batch, RowSet rows)
    {
    }

    public abstract int WorkerOf(int row);
}
