using System.Text.Json;

namespace Streaming.Kafka;

/// <summary>Where to start or end, as the options say it.</summary>
internal sealed class OffsetSpec
{
    public const long LatestWord = -1;
    public const long EarliestWord = -2;

    public static OffsetSpec Earliest { get; } = new() { Word = EarliestWord };

    public static OffsetSpec Latest { get; } = new() { Word = LatestWord };

    /// <summary><see cref="EarliestWord"/> or <see cref="LatestWord"/> for all partitions.</summary>
    public long? Word { get; private init; }

    /// <summary>An offset or word a partition.</summary>
    public IReadOnlyDictionary<PartitionId, long>? Offsets { get; private init; }

    /// <summary>A word for all partitions of a topic.</summary>
    public IReadOnlyDictionary<string, long>? TopicWords { get; private init; }

    /// <summary>One time (milliseconds) for all partitions.</summary>
    public long? Timestamp { get; private init; }

    /// <summary>A time a partition.</summary>
    public IReadOnlyDictionary<PartitionId, long>? Timestamps { get; private init; }

    /// <summary>Reads <c>startingTimestamp</c>, <c>startingOffsetsByTimestamp</c>, <c>startingOffsets</c> (or the ending ones), the first that is there.</summary>
    public static OffsetSpec? Read(StreamOptions options, string prefix)
    {
        long? timestamp = options.GetInt64(prefix + "Timestamp", 0);
        string? byTime = options.Get(prefix + "OffsetsByTimestamp");
        string? offsets = options.Get(prefix + "Offsets");
        if (timestamp is not null)
        {
            return new OffsetSpec { Timestamp = timestamp };
        }

        if (byTime is not null)
        {
            var times = KafkaOffsets.TryParse(byTime) ?? throw KafkaErrors.Option(
                $"Expected e.g. {{\"topicA\": {{\"0\": 123456789, \"1\": 123456789}},\n\"topicB\": {{\"0\": 123456789, \"1\": 123456789}}}}, got {byTime}");
            return new OffsetSpec { Timestamps = times.All.ToDictionary() };
        }

        return offsets is null ? null : OfText(offsets);
    }

    private static OffsetSpec OfText(string text)
    {
        if (WordOf(text.Trim()) is { } word)
        {
            return word == EarliestWord ? Earliest : Latest;
        }

        var offsets = new Dictionary<PartitionId, long>();
        var topics = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var topic in document.RootElement.EnumerateObject())
            {
                if (topic.Value.ValueKind == JsonValueKind.String)
                {
                    topics[topic.Name] = WordOf(topic.Value.GetString()!) ?? throw new FormatException();
                    continue;
                }

                foreach (var partition in topic.Value.EnumerateObject())
                {
                    long offset = partition.Value.ValueKind == JsonValueKind.String
                        ? WordOf(partition.Value.GetString()!) ?? throw new FormatException()
                        : partition.Value.GetInt64();
                    offsets[new PartitionId(topic.Name, int.Parse(partition.Name))] = offset >= EarliestWord ? offset : throw new FormatException();
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw KafkaErrors.Option($"Expected e.g. {{\"topicA\":{{\"0\":23,\"1\":-1}},\"topicB\":{{\"0\":-2}}}}, got {text}");
        }

        return new OffsetSpec { Offsets = offsets, TopicWords = topics };
    }

    private static long? WordOf(string text) => text.ToLowerInvariant() switch
    {
        "earliest" => EarliestWord,
        "latest" => LatestWord,
        _ => null,
    };
}
