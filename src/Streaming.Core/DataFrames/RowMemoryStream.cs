namespace Streaming;

/// <summary>A DataFrame that a program fills itself, for tests: each addition is one offset, kept and replayable inside the process.</summary>
/// <example>
/// <code>
/// var people = session.MemoryStream("name STRING, age INT");
/// var query = people.ToDataFrame().Filter("age >= 18").WriteStream().Console().Start();
/// people.AddRows(["Ada", 36], ["Bob", null]);
/// query.ProcessAllAvailable();
/// </code>
/// </example>
public sealed class RowMemoryStream : IStreamSourceProvider<Row>
{
    private readonly StreamingSession _session;
    private readonly MemoryStream<Row> _rows;

    internal RowMemoryStream(StreamingSession session, StructType schema, int partitions)
    {
        _session = session;
        Schema = schema;
        _rows = new MemoryStream<Row>(partitions, schema.FieldNames);
    }

    /// <summary>Names and types of the columns.</summary>
    public StructType Schema { get; }

    /// <inheritdoc/>
    public string ShortName => _rows.ShortName;

    /// <summary>Offset of the newest addition; -1 before the first.</summary>
    public long LatestOffset => _rows.LatestOffset;

    /// <summary>Adds rows as one block; none: an empty block, which still makes a batch.</summary>
    /// <returns>Offset of the block, from 0.</returns>
    public long AddData(params IEnumerable<Row> rows) => _rows.AddData(rows);

    /// <summary>Adds rows as one block, each given as its values in the order of the columns; null for NULL.</summary>
    /// <returns>Offset of the block, from 0.</returns>
    public long AddRows(params IEnumerable<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return _rows.AddData(rows.Select(values => new Row(Schema, values)));
    }

    /// <summary>The stream as a DataFrame. Several queries may read it, each from its own offset.</summary>
    public DataFrame ToDataFrame() => _session.ReadStream().From(this).ToDataFrame(Schema);

    /// <inheritdoc/>
    public IStreamSource<Row> CreateSource(SourceContext context) => _rows.CreateSource(context);
}
