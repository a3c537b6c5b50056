using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streaming.Kafka;

/// <summary>Which topics and partitions a source reads: exactly one of <c>assign</c>, <c>subscribe</c>, <c>subscribePattern</c>.</summary>
internal sealed class TopicStrategy
{
    private readonly string _description;

    private TopicStrategy(string description) => _description = description;

    /// <summary>The partitions of <c>assign</c>.</summary>
    public IReadOnlyList<PartitionId>? Assigned { get; private init; }

    /// <summary>The topics of <c>subscribe</c>.</summary>
    public IReadOnlyList<string>? Topics { get; private init; }

    /// <summary>The pattern of <c>subscribePattern</c>; it must match the whole name.</summary>
    public Regex? Pattern { get; private init; }

    public static TopicStrategy Read(StreamOptions options)
    {
        string? assign = options.Get("assign");
        string? subscribe = options.Get("subscribe");
        string? pattern = options.Get("subscribePattern");
        int count = (assign is null ? 0 : 1) + (subscribe is null ? 0 : 1) + (pattern is null ? 0 : 1);
        if (count != 1)
        {
            throw KafkaErrors.Option(
                (count == 0 ? "One of the following options must" : "Only one of the following options can")
                + " be specified for Kafka source: subscribe, subscribepattern, assign. See the docs for more details.");
        }

        return assign is not null ? OfAssign(assign) : subscribe is not null ? OfSubscribe(subscribe) : OfPattern(pattern!);
    }

    public override string ToString() => _description;

    private static TopicStrategy OfAssign(string text)
    {
        if (!text.TrimStart().StartsWith('{'))
        {
            throw KafkaErrors.Option($"No topicpartitions to assign as specified value for option 'assign' is '{text}'");
        }

        var partitions = new SortedSet<PartitionId>();
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var topic in document.RootElement.EnumerateObject())
            {
                foreach (var partition in topic.Value.EnumerateArray())
                {
                    partitions.Add(new PartitionId(topic.Name, partition.GetInt32()));
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw KafkaErrors.Option($"Expected e.g. {{\"topicA\":[0,1],\"topicB\":[0,1]}}, got {text}");
        }

        return partitions.Count == 0 || partitions.Min.Partition < 0
            ? throw KafkaErrors.Option($"No topicpartitions to assign as specified value for option 'assign' is '{text}'")
            : new TopicStrategy($"Assign[{string.Join(", ", partitions)}]") { Assigned = [.. partitions] };
    }

    private static TopicStrategy OfSubscribe(string text)
    {
        string[] topics = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        return topics.Length == 0
            ? throw KafkaErrors.Option($"No topics to subscribe to as specified value for option 'subscribe' is '{text}'")
            : new TopicStrategy($"Subscribe[{string.Join(", ", topics)}]") { Topics = topics };
    }

    private static TopicStrategy OfPattern(string text)
    {
        if (text.Trim().Length == 0)
        {
            throw KafkaErrors.Option($"Pattern to subscribe is empty as specified value for option 'subscribePattern' is '{text}'");
        }

        try
        {
            return new TopicStrategy($"SubscribePattern[{text.Trim()}]") { Pattern = new Regex($"^(?:{text.Trim()})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) };
        }
        catch (ArgumentException error)
        {
            throw StreamOptions.Invalid("subscribePattern", text, "a regular expression: " + error.Message);
        }
    }
}
