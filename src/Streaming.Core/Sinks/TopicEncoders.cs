using System.Buffers;
using System.Text;

namespace Streaming;

/// <summary>Encoders of the row types that every sink of topics takes without settings: the row is the value.</summary>
public static class TopicEncoders
{
    /// <summary>The encoder of rows of type string, byte[], <see cref="Utf8Slice"/>, <see cref="KafkaRecord"/> (key, value and headers) or <see cref="DeadLetterRecord"/>; null for other types.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    public static ITopicEncoder<T>? Default<T>() =>
        typeof(T) == typeof(string) ? (ITopicEncoder<T>)(object)new Text()
        : typeof(T) == typeof(byte[]) ? (ITopicEncoder<T>)(object)new Bytes()
        : typeof(T) == typeof(Utf8Slice) ? (ITopicEncoder<T>)(object)new Slice()
        : typeof(T) == typeof(KafkaRecord) ? (ITopicEncoder<T>)(object)new Record()
        : typeof(T) == typeof(DeadLetterRecord) ? (ITopicEncoder<T>)(object)new DeadLetterEncoder()
        : null;

    /// <summary>The encoder of the rows that a sink is opened for: as <see cref="Default{T}"/>, and for the rows of a DataFrame one that takes Spark's columns.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="context">What the sink was told.</param>
    /// <exception cref="StreamingException">The DataFrame has no column <c>value</c>, or one of another type.</exception>
    public static ITopicEncoder<T>? For<T>(SinkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return typeof(T) == typeof(Row) && context.Schema is { } schema ? (ITopicEncoder<T>)(object)new RowTopicEncoder(schema) : Default<T>();
    }

    private sealed class Text : TopicEncoder<string?>
    {
        public override void Encode(string? row, long timestamp, TopicRecord record)
        {
            if (row is not null)
            {
                Encoding.UTF8.GetBytes(row, record.Value);
                record.HasValue = true;
            }
        }
    }

    private sealed class Bytes : TopicEncoder<byte[]?>
    {
        public override void Encode(byte[]? row, long timestamp, TopicRecord record)
        {
            if (row is not null)
            {
                record.Value.Write(row);
                record.HasValue = true;
            }
        }
    }

    private sealed class Slice : TopicEncoder<Utf8Slice>
    {
        public override void Encode(Utf8Slice row, long timestamp, TopicRecord record)
        {
            record.Value.Write(row.Span);
            record.HasValue = true;
        }
    }

    // Topic and partition are not taken over: a copy into the topic it was read from would never end.
    private sealed class Record : TopicEncoder<KafkaRecord>
    {
        public override void Encode(KafkaRecord row, long timestamp, TopicRecord record)
        {
            if (row.HasKey)
            {
                record.Key.Write(row.Key);
                record.HasKey = true;
            }

            if (row.HasValue)
            {
                record.Value.Write(row.Value);
                record.HasValue = true;
            }

            record.Headers = row.Headers;
        }
    }
}
