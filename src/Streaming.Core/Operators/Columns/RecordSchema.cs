namespace Streaming;

/// <summary>Typed records seen as columns: names, types, and how each column is filled.</summary>
internal sealed class RecordSchema<T>
{
    private RecordSchema(StructType schema, IReadOnlyList<ColumnFill<T>> fills)
    {
        Schema = schema;
        Fills = fills;
    }

    public StructType Schema { get; }

    public IReadOnlyList<ColumnFill<T>> Fills { get; }

    /// <summary>The columns of a type as <see cref="RowColumns{T}"/> names them; those of Spark for Kafka records.</summary>
    /// <param name="withHeaders">Whether Kafka records show their headers (the option <c>includeHeaders</c>).</param>
    public static RecordSchema<T> Create(bool withHeaders = false)
    {
        if (typeof(T) == typeof(KafkaRecord))
        {
            var (schema, fills) = KafkaColumnFills.Make(withHeaders);
            return new RecordSchema<T>(schema, (IReadOnlyList<ColumnFill<T>>)fills);
        }

        if (typeof(T) == typeof(Row))
        {
            throw new StreamingException("UNSUPPORTED_DATATYPE", "Rows have no schema of their own: use ToDataFrame(schema).");
        }

        var cells = RowColumns<T>.Instance.Cells.Select(column => column.Accept(ColumnFieldVisitor<T>.Instance)).ToList();
        return new RecordSchema<T>(new StructType(cells.Select(cell => cell.Field)), [.. cells.Select(cell => cell.Fill)]);
    }

    /// <summary>Rows as columns of a given schema.</summary>
    public static RecordSchema<Row> OfRows(StructType schema) => new(schema, [.. schema.Fields.Select((_, index) => new RowFill(index))]);

    private sealed class RowFill(int index) : ColumnFill<Row>
    {
        public override void Fill(RecordBatch<Row> batch, ColumnVector vector)
        {
            vector.Reset(0);
            for (int i = 0; i < batch.Count; i++)
            {
                VectorValues.Append(vector, batch.Values[i][index]);
            }
        }
    }
}
