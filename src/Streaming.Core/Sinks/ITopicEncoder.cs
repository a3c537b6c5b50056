namespace Streaming;

/// <summary>Turns rows into topic records; the typed settings of every sink that writes to topics (<see cref="SinkContext.Settings"/>).</summary>
/// <remarks>The Kafka sink and the topics in memory of <c>TopologyTestDriver</c> take the same encoder. Each worker has its own.</remarks>
/// <typeparam name="T">The type of the rows.</typeparam>
public interface ITopicEncoder<in T>
{
    /// <summary>Fills a record.</summary>
    /// <param name="row">The row.</param>
    /// <param name="timestamp">Time of the row in microseconds since 1970-01-01 UTC, or <see cref="RecordBatch{T}.NoTimestamp"/>.</param>
    /// <param name="record">The record, already cleared.</param>
    void Encode(T row, long timestamp, TopicRecord record);
}
