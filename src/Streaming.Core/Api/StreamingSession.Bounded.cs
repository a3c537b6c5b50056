namespace Streaming;

/// <content>Bounded data.</content>
public sealed partial class StreamingSession
{
    /// <summary>Begins the description of bounded data: files as they are now.</summary>
    public DataFrameReader Read() => new(this);

    /// <summary>A DataFrame of rows that are in memory, each a list of values in the order of the schema.</summary>
    /// <example><code>var names = session.CreateDataFrame([["BTC", "Bitcoin"], ["ETH", "Ether"]], "symbol STRING, name STRING");</code></example>
    /// <param name="rows">The rows; read once, now. Values are of the C# types that <see cref="Row"/> names.</param>
    /// <param name="schema">Names and types of the columns.</param>
    public DataFrame CreateDataFrame(IEnumerable<IReadOnlyList<object?>> rows, StructType schema)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(schema);
        var builder = new RowBatchBuilder(schema);
        foreach (var row in rows)
        {
            CheckRow(row, schema);
            builder.Add(row);
        }

        return new DataFrame(this, new LocalRelationNode(schema, builder.Batches));
    }

    /// <summary>As <see cref="CreateDataFrame(IEnumerable{IReadOnlyList{object?}}, StructType)"/>, with the schema as DDL.</summary>
    public DataFrame CreateDataFrame(IEnumerable<IReadOnlyList<object?>> rows, string schema) => CreateDataFrame(rows, SqlParser.ParseSchema(schema));

    /// <summary>A DataFrame of rows.</summary>
    /// <param name="rows">The rows; read once, now.</param>
    /// <param name="schema">Names and types of the columns.</param>
    public DataFrame CreateDataFrame(IEnumerable<Row> rows, StructType schema)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return CreateDataFrame(rows.Select(row => (IReadOnlyList<object?>)row.ToArray()), schema);
    }

    /// <summary>A DataFrame of records that are in memory: a column for each public property (or tuple part), one column <c>value</c> of anything else.</summary>
    /// <typeparam name="T">The type of the records.</typeparam>
    /// <param name="records">The records; read once, now.</param>
    public DataFrame CreateDataFrame<T>(IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var shape = RecordSchema<T>.Create();
        var batches = new List<RowBatch>();
        foreach (var chunk in records.Chunk(RowBatch.DefaultCapacity))
        {
            var batch = RowBatch.Create(shape.Schema, chunk.Length);
            var source = new RecordBatch<T>(chunk.Length) { Count = chunk.Length };
            chunk.CopyTo(source.Values, 0);
            for (int i = 0; i < batch.Columns.Length; i++)
            {
                shape.Fills[i].Fill(source, batch.Columns[i]);
            }

            Array.Fill(batch.Timestamps, RecordBatch<T>.NoTimestamp);
            Array.Fill(batch.Rows, -1);
            batch.Count = chunk.Length;
            batches.Add(batch);
        }

        return new DataFrame(this, new LocalRelationNode(shape.Schema, batches));
    }

    /// <summary>Numbers from 0 to an end, in one column <c>id</c>.</summary>
    /// <param name="end">Where the numbers end, exclusive.</param>
    public DataFrame Range(long end) => Range(0, end);

    /// <summary>Numbers in one column <c>id</c>.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="end">Where the numbers end, exclusive.</param>
    /// <param name="step">Distance of two numbers; not 0.</param>
    public DataFrame Range(long start, long end, long step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfZero(step);
        return new DataFrame(this, new RangeNode(start, end, step));
    }

    private static void CheckRow(IReadOnlyList<object?>? row, StructType schema)
    {
        if (row is null || row.Count != schema.Fields.Count)
        {
            throw new StreamingException(
                "AXIS_LENGTH_MISMATCH", $"A row has {row?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no"} values where the schema has {schema.Fields.Count} columns ({string.Join(", ", schema.FieldNames)}).");
        }

        for (int i = 0; i < row.Count; i++)
        {
            if (row[i] is null && !schema.Fields[i].Nullable)
            {
                throw new StreamingException("NOT_NULL_ASSERT_VIOLATION", $"[NOT_NULL_ASSERT_VIOLATION] NULL value appeared in non-nullable field: {schema.Fields[i].Name}. SQLSTATE: 42000") { SqlState = "42000" };
            }
        }
    }
}
