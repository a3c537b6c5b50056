namespace Streaming;

/// <summary>Ways from typed streams to DataFrames.</summary>
public static class DataStreamDataFrameExtensions
{
    /// <summary>The records as rows: a column for each public property (or tuple part), Spark's columns of Kafka records, one column <c>value</c> of anything else.</summary>
    /// <typeparam name="T">The type of the records.</typeparam>
    /// <param name="stream">The records.</param>
    public static DataFrame ToDataFrame<T>(this DataStream<T> stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new DataFrame(stream.Session, new ToRowsNode<T>(stream.Node, RecordSchema<T>.Create()));
    }

    /// <summary>Rows that are made of values, as a DataFrame.</summary>
    /// <param name="stream">The rows; each has a value for each field.</param>
    /// <param name="schema">Names and types.</param>
    public static DataFrame ToDataFrame(this DataStream<Row> stream, StructType schema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        return new DataFrame(stream.Session, new ToRowsNode<Row>(stream.Node, RecordSchema<Row>.OfRows(schema)));
    }
}
