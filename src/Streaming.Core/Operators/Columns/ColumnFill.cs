namespace Streaming;

/// <summary>Fills a column from records.</summary>
internal abstract class ColumnFill<T>
{
    /// <summary>Fills the vector with one row for each record.</summary>
    public abstract void Fill(RecordBatch<T> batch, ColumnVector vector);
}

/// <summary>A column that a getter reads.</summary>
internal sealed class ColumnFill<T, TCell>(Func<T, TCell> get) : ColumnFill<T>
{
    private readonly Action<ColumnVector, TCell> _append = SqlCell<TCell>.Instance.Append;

    public override void Fill(RecordBatch<T> batch, ColumnVector vector)
    {
        vector.Reset(0);
        var values = batch.Values;
        for (int i = 0; i < batch.Count; i++)
        {
            if (values[i] is null)
            {
                vector.AppendNull();
            }
            else
            {
                _append(vector, get(values[i]));
            }
        }
    }
}
