namespace Streaming;

/// <summary>A batch of typed records on their way through the operators; from one partition where it comes from a source.</summary>
/// <remarks>Owned by whoever made it, reused by it, and valid only during the call that it is handed to.</remarks>
/// <typeparam name="T">The type of the records.</typeparam>
public sealed class RecordBatch<T>
{
    /// <summary>Records in a full batch.</summary>
    public const int DefaultCapacity = 1024;

    /// <summary>The timestamp of a record that has none.</summary>
    public const long NoTimestamp = long.MinValue;

    /// <summary>Creates an empty batch.</summary>
    /// <param name="capacity">The largest number of records.</param>
    public RecordBatch(int capacity = DefaultCapacity)
    {
        Values = new T[capacity];
        Timestamps = new long[capacity];
        Rows = new int[capacity];
    }

    /// <summary>The records; the first <see cref="Count"/> are in use.</summary>
    public T[] Values { get; }

    /// <summary>Time of each record in microseconds since 1970-01-01 UTC, or <see cref="NoTimestamp"/>.</summary>
    public long[] Timestamps { get; }

    /// <summary>Number of the row of the source batch that each record was made from (see <see cref="BatchOrigin.OffsetOf"/>), or -1.</summary>
    public int[] Rows { get; }

    /// <summary>Records in use.</summary>
    public int Count { get; set; }

    /// <summary>Where the records come from.</summary>
    public BatchOrigin Origin { get; set; } = new();

    /// <summary>True when no record can be added.</summary>
    public bool IsFull => Count == Values.Length;

    /// <summary>Adds a record; the caller has checked <see cref="IsFull"/>.</summary>
    public void Add(T value, long timestamp, int row)
    {
        int i = Count;
        Values[i] = value;
        Timestamps[i] = timestamp;
        Rows[i] = row;
        Count = i + 1;
    }
}
