namespace Streaming;

/// <summary>A batch of rows as columns, with the time and origin of each row as in <see cref="RecordBatch{T}"/>. Owned by whoever made it, reused, valid during the call.</summary>
internal sealed class RowBatch(StructType schema, ColumnVector[] columns, int capacity = RecordBatch<byte>.DefaultCapacity)
{
    public StructType Schema { get; } = schema;

    /// <summary>One vector per field; an operator may put another operator's vectors here instead of copying.</summary>
    public ColumnVector[] Columns { get; } = columns;

    public int Count { get; set; }

    public long[] Timestamps { get; } = new long[capacity];

    public int[] Rows { get; } = new int[capacity];

    public BatchOrigin Origin { get; set; } = new();

    public static RowBatch Create(StructType schema, int capacity = RecordBatch<byte>.DefaultCapacity) =>
        new(schema, [.. schema.Fields.Select(field => Vectors.Create(field.Type))], capacity);
}
