namespace Streaming;

/// <summary>Makes batches of columns from rows; the batches own their memory and are not touched again once they are full.</summary>
internal sealed class RowBatchBuilder(StructType schema, int capacity = RowBatch.DefaultCapacity)
{
    private readonly List<RowBatch> _batches = [];

    public IReadOnlyList<RowBatch> Batches => _batches;

    public void Add(Row row)
    {
        var columns = Next().Columns;
        for (int i = 0; i < columns.Length; i++)
        {
            if (row.IsView)
            {
                columns[i].AppendFrom(row.Batch.Columns[i], row.Position);
            }
            else
            {
                VectorValues.Append(columns[i], row[i]);
            }
        }
    }

    public void Add(IReadOnlyList<object?> values)
    {
        var columns = Next().Columns;
        for (int i = 0; i < columns.Length; i++)
        {
            VectorValues.Append(columns[i], values[i]);
        }
    }

    /// <summary>The batch that takes one more row; the caller appends to each of its columns.</summary>
    public RowBatch Next()
    {
        var last = _batches.Count > 0 ? _batches[^1] : null;
        if (last is null || last.Count == capacity)
        {
            last = RowBatch.Create(schema, capacity);
            foreach (var column in last.Columns)
            {
                column.Reset(0);
            }

            Array.Fill(last.Timestamps, long.MinValue);
            Array.Fill(last.Rows, -1);
            _batches.Add(last);
        }

        last.Count++;
        return last;
    }
}
