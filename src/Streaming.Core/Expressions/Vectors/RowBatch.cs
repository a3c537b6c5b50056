namespace Streaming;

/// <summary>A batch of rows as columns, with the time and origin of each row. Owned by whoever made it, reused, valid during the call.</summary>
internal sealed class RowBatch(StructType schema, ColumnVector[] columns, int capacity = RowBatch.DefaultCapacity)
{
    /// <summary>Rows in a full batch.</summary>
    public const int DefaultCapacity = 1024;

    public StructType Schema { get; } = schema;

    /// <summary>One vector per field; an operator may put another operator's vectors here instead of copying.</summary>
    public ColumnVector[] Columns { get; } = columns;

    public int Count { get; set; }

    public long[] Timestamps { get; private set; } = new long[capacity];

    public int[] Rows { get; private set; } = new int[capacity];

    public BatchOrigin Origin { get; set; } = new();

    /// <summary>Takes over count, times and origin of the rows that this batch's rows were made of one by one.</summary>
    public void ShareRows(RowBatch source) => ShareRows(source.Count, source.Timestamps, source.Rows, source.Origin);

    public void ShareRows(int count, long[] timestamps, int[] rows, BatchOrigin origin)
    {
        Count = count;
        Timestamps = timestamps;
        Rows = rows;
        Origin = origin;
    }

    public static RowBatch Create(StructType schema, int capacity = DefaultCapacity) =>
        new(schema, [.. schema.Fields.Select(field => Vectors.Create(field.Type))], capacity);
}
