namespace Streaming;

/// <summary>A step of a fused stage over columns. Which rows count is said by a row set, so that a filter moves nothing.</summary>
/// <param name="required">Columns of the incoming batches that this step and those behind it look at; others need not be filled.</param>
internal abstract class ColumnLink(bool[] required)
{
    public bool[] Required { get; } = required;

    /// <summary>Takes rows of a batch; both are valid during the call.</summary>
    public abstract void Process(RowBatch batch, RowSet rows);

    protected static bool[] AllOf(int count)
    {
        var all = new bool[count];
        Array.Fill(all, true);
        return all;
    }

    protected static bool[] Union(int count, IEnumerable<bool[]> sets)
    {
        var union = new bool[count];
        foreach (var set in sets)
        {
            for (int i = 0; i < count; i++)
            {
                union[i] |= set[i];
            }
        }

        return union;
    }
}
