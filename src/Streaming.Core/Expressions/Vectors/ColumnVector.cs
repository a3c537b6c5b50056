namespace Streaming;

/// <summary>The values of one column of a batch. Made and reused by whoever computes it; valid until the next batch.</summary>
/// <remarks>Values at rows that are NULL are undefined. <see cref="Count"/> rows are in use.</remarks>
internal abstract class ColumnVector(DataType type)
{
    public DataType Type { get; } = type;

    public int Count { get; protected set; }

    public NullMask Nulls { get; } = new();

    public bool IsNull(int row) => Nulls.Any && Nulls[row];

    /// <summary>Empties the vector and makes room for rows; nothing is NULL.</summary>
    public virtual void Reset(int count)
    {
        Count = count;
        Nulls.Reset(count);
    }

    /// <summary>Takes the last rows away.</summary>
    /// <param name="count">Rows that stay.</param>
    public virtual void Truncate(int count)
    {
        for (int row = count; row < Count; row++)
        {
            Nulls.Clear(row);
        }

        Count = count;
    }

    /// <summary>Appends a row of another vector of the same type, NULL or not.</summary>
    public abstract void AppendFrom(ColumnVector source, int row);

    /// <summary>Appends NULL.</summary>
    public abstract void AppendNull();
}
