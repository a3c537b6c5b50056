using System.Text;
using System.Text.Json;

namespace Streaming.Kafka;

/// <summary>Offsets by partition and their text in the offset log: <c>{"topic":{"0":534,"1":134}}</c>, sorted.</summary>
internal sealed class KafkaOffsets
{
    private readonly SortedDictionary<PartitionId, long> _offsets;

    public KafkaOffsets(IEnumerable<KeyValuePair<PartitionId, long>> offsets)
    {
        _offsets = [];
        foreach (var (partition, offset) in offsets)
        {
            _offsets[partition] = offset;
        }
    }

    public static KafkaOffsets Empty { get; } = new([]);

    public IReadOnlyCollection<PartitionId> Partitions => _offsets.Keys;

    public IEnumerable<KeyValuePair<PartitionId, long>> All => _offsets;

    public int Count => _offsets.Count;

    public long this[PartitionId partition] => _offsets[partition];

    public bool Has(PartitionId partition) => _offsets.ContainsKey(partition);

    public long? Find(PartitionId partition) => _offsets.TryGetValue(partition, out long offset) ? offset : null;

    public static KafkaOffsets Parse(string json) => TryParse(json) ?? throw new StreamingException(
        "KAFKA_OFFSET_FORMAT",
        $"Expected e.g. {{\"topicA\":{{\"0\":23,\"1\":-1}},\"topicB\":{{\"0\":-2}}}}, got {json}. The offset of a Kafka source in the checkpoint has this form; the file was damaged, or belongs to another source.");

    public static KafkaOffsets? TryParse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var offsets = new List<KeyValuePair<PartitionId, long>>();
            foreach (var topic in document.RootElement.EnumerateObject())
            {
                if (topic.Value.ValueKind != JsonValueKind.Object)
                {
                    return null;
                }

                foreach (var partition in topic.Value.EnumerateObject())
                {
                    if (!int.TryParse(partition.Name, out int number) || number < 0 || partition.Value.ValueKind != JsonValueKind.Number || !partition.Value.TryGetInt64(out long offset))
                    {
                        return null;
                    }

                    offsets.Add(new(new PartitionId(topic.Name, number), offset));
                }
            }

            return new KafkaOffsets(offsets);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson()
    {
        var text = new StringBuilder("{");
        string? topic = null;
        foreach (var (partition, offset) in _offsets)
        {
            if (partition.Topic == topic)
            {
                text.Append(',');
            }
            else
            {
                text.Append(topic is null ? "" : "},").Append(JsonSerializer.Serialize(partition.Topic, OffsetJson.Default.String)).Append(":{");
                topic = partition.Topic;
            }

            text.Append('"').Append(partition.Partition).Append("\":").Append(offset);
        }

        return text.Append(topic is null ? "}" : "}}").ToString();
    }

    public bool IsSame(KafkaOffsets other) => Count == other.Count && _offsets.SequenceEqual(other._offsets);

    public override string ToString() => ToJson();
}
