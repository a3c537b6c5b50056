using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Streaming.Testing;

/// <summary>Offsets by topic and partition in the form of Spark's Kafka source, <c>{"lines":{"0":5,"1":7}}</c>.</summary>
internal sealed class TopicOffsets : SortedDictionary<(string Topic, int Partition), long>
{
    public TopicOffsets()
        : base(Comparer<(string Topic, int Partition)>.Create(static (left, right) =>
            string.CompareOrdinal(left.Topic, right.Topic) is not 0 and var order ? order : left.Partition.CompareTo(right.Partition)))
    {
    }

    /// <summary>Reads offsets; null where the text has another form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">What a text in place of a topic's partitions or of an offset means; null: refused.</param>
    /// <param name="partitionsOf">Partitions of a topic for which a word stands.</param>
    public static TopicOffsets? TryParse(string text, Func<string, long?>? word = null, Func<string, int>? partitionsOf = null)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var offsets = new TopicOffsets();
            foreach (var topic in document.RootElement.EnumerateObject())
            {
                if (topic.Value.ValueKind == JsonValueKind.String)
                {
                    if (word?.Invoke(topic.Value.GetString()!) is not { } all || partitionsOf is null)
                    {
                        return null;
                    }

                    for (int i = 0; i < partitionsOf(topic.Name); i++)
                    {
                        offsets[(topic.Name, i)] = all;
                    }

                    continue;
                }

                foreach (var partition in topic.Value.EnumerateObject())
                {
                    offsets[(topic.Name, int.Parse(partition.Name, System.Globalization.CultureInfo.InvariantCulture))] =
                        partition.Value.ValueKind == JsonValueKind.String ? word?.Invoke(partition.Value.GetString()!) ?? throw new FormatException() : partition.Value.GetInt64();
                }
            }

            return offsets;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }

    public static TopicOffsets Parse(string text) => TryParse(text)
        ?? throw new StreamingException("KAFKA_OFFSET_FORMAT", $"Expected e.g. {{\"topicA\":{{\"0\":23,\"1\":-1}},\"topicB\":{{\"0\":-2}}}}, got {text}. The checkpoint belongs to a query with another source, or was damaged.");

    public string ToJson()
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            string? open = null;
            foreach (var ((topic, partition), offset) in this)
            {
                if (topic != open)
                {
                    if (open is not null)
                    {
                        writer.WriteEndObject();
                    }

                    writer.WriteStartObject(topic);
                    open = topic;
                }

                writer.WriteNumber(partition.ToString(System.Globalization.CultureInfo.InvariantCulture), offset);
            }

            if (open is not null)
            {
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
