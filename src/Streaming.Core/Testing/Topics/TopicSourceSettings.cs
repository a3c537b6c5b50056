using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streaming.Testing;

/// <summary>The options of the Kafka source as far as they mean something over topics in memory; the others are accepted or refused like the real source does.</summary>
internal sealed class TopicSourceSettings
{
    public required string Strategy { get; init; }

    public string[]? Topics { get; init; }

    public Regex? Pattern { get; init; }

    public SortedSet<(string Topic, int Partition)>? Assigned { get; init; }

    public long? StartTimestamp { get; private set; }

    public string? StartByTimestamp { get; private set; }

    public string? StartOffsets { get; private set; }

    public bool LatestForMissingTime { get; private set; }

    public bool FailOnDataLoss { get; private set; }

    public bool IncludeHeaders { get; private set; }

    public bool WantsKeys { get; private set; } = true;

    public bool WantsValues { get; private set; } = true;

    public bool WantsTimestamps { get; private set; } = true;

    public long? MaxOffsets { get; private set; }

    public long? MinOffsets { get; private set; }

    public TimeSpan MaxTriggerDelay { get; private set; }

    /// <summary>Whether the source would read a topic of this name.</summary>
    public bool Reads(string topic) =>
        Pattern?.IsMatch(topic) ?? Topics?.Contains(topic, StringComparer.Ordinal) ?? Assigned!.Any(partition => partition.Topic == topic);

    public static TopicSourceSettings Read(StreamOptions options)
    {
        var settings = ReadStrategy(options);
        foreach (var (name, text) in ((string, string)[])[("endingOffsets", "offset"), ("endingOffsetsByTimestamp", "timestamp"), ("endingTimestamp", "timestamp")])
        {
            if (options.Get(name) is not null)
            {
                throw Refused($"Ending {text} not valid in streaming queries");
            }
        }

        foreach (string name in options.WithPrefix("kafka.").Keys)
        {
            if (name.ToLowerInvariant() is "auto.offset.reset" or "key.deserializer" or "value.deserializer" or "key.serializer" or "value.serializer"
                or "enable.auto.commit" or "interceptor.classes" or "enable.auto.offset.store")
            {
                throw Refused($"Kafka option '{name}' is not supported");
            }
        }

        foreach (string name in (string[])["minPartitions", "maxRecordsPerPartition"])
        {
            if (options.GetInt64(name) is <= 0)
            {
                throw Refused($"{name} must be positive");
            }
        }

        // Nobody waits here, and there are no groups.
        foreach (string name in (string[])["kafkaConsumer.pollTimeoutMs", "fetchOffset.numRetries", "fetchOffset.retryIntervalMs"])
        {
            options.GetInt64(name, 0);
        }

        options.Get("groupIdPrefix");
        options.Get("commitOffsetsToGroup");
        settings.ReadStart(options);
        settings.ReadFields(options);
        settings.FailOnDataLoss = options.GetBoolean("failOnDataLoss", true);
        settings.IncludeHeaders = options.GetBoolean("includeHeaders", false);
        settings.MaxOffsets = options.GetInt64("maxOffsetsPerTrigger", 1);
        settings.MinOffsets = options.GetInt64("minOffsetsPerTrigger", 1);
        settings.MaxTriggerDelay = options.GetDuration("maxTriggerDelay") ?? TimeSpan.FromMinutes(15);
        return settings.MinOffsets > settings.MaxOffsets
            ? throw Refused($"The value of minOffsetPerTrigger({settings.MinOffsets}) is higher than the maxOffsetsPerTrigger({settings.MaxOffsets}).")
            : settings;
    }

    public static StreamingException Refused(string message) => new("INVALID_OPTION", message);

    private static TopicSourceSettings ReadStrategy(StreamOptions options)
    {
        string? assign = options.Get("assign");
        string? subscribe = options.Get("subscribe");
        string? pattern = options.Get("subscribePattern");
        int count = (assign is null ? 0 : 1) + (subscribe is null ? 0 : 1) + (pattern is null ? 0 : 1);
        if (count != 1)
        {
            throw Refused((count == 0 ? "One of the following options must" : "Only one of the following options can")
                + " be specified for Kafka source: subscribe, subscribepattern, assign. See the docs for more details.");
        }

        if (subscribe is not null)
        {
            string[] topics = [.. subscribe.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
            return topics.Length == 0
                ? throw Refused($"No topics to subscribe to as specified value for option 'subscribe' is '{subscribe}'")
                : new TopicSourceSettings { Strategy = $"Subscribe[{string.Join(", ", topics)}]", Topics = topics };
        }

        return pattern is not null ? ReadPattern(pattern.Trim()) : ReadAssign(assign!);
    }

    private static TopicSourceSettings ReadPattern(string pattern)
    {
        if (pattern.Length == 0)
        {
            throw Refused("Pattern to subscribe is empty as specified value for option 'subscribePattern' is ''");
        }

        try
        {
            return new TopicSourceSettings { Strategy = $"SubscribePattern[{pattern}]", Pattern = new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) };
        }
        catch (ArgumentException error)
        {
            throw StreamOptions.Invalid("subscribePattern", pattern, "a regular expression: " + error.Message);
        }
    }

    private static TopicSourceSettings ReadAssign(string text)
    {
        var partitions = new SortedSet<(string Topic, int Partition)>();
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var topic in document.RootElement.EnumerateObject())
            {
                partitions.UnionWith(topic.Value.EnumerateArray().Select(partition => (topic.Name, partition.GetInt32())));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw Refused($"Expected e.g. {{\"topicA\":[0,1],\"topicB\":[0,1]}}, got {text}");
        }

        return partitions.Count == 0 || partitions.Any(partition => partition.Partition < 0)
            ? throw Refused($"No topicpartitions to assign as specified value for option 'assign' is '{text}'")
            : new TopicSourceSettings { Strategy = $"Assign[{string.Join(", ", partitions.Select(partition => $"{partition.Topic}-{partition.Partition}"))}]", Assigned = partitions };
    }

    private void ReadStart(StreamOptions options)
    {
        StartTimestamp = options.GetInt64("startingTimestamp", 0);
        StartByTimestamp = options.Get("startingOffsetsByTimestamp");
        StartOffsets = options.Get("startingOffsets");
        string strategy = options.Get("startingOffsetsByTimestampStrategy") ?? "error";
        LatestForMissingTime = strategy.ToLowerInvariant() switch
        {
            "latest" => true,
            "error" => false,
            _ => throw StreamOptions.Invalid("startingOffsetsByTimestampStrategy", strategy, "error or latest"),
        };
    }

    private void ReadFields(StreamOptions options)
    {
        if (options.Get("recordFields") is not { } text)
        {
            return;
        }

        string[] fields = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(field => field.ToLowerInvariant())];
        if (fields.Length == 0 || fields.Except(["key", "value", "timestamp"]).Any())
        {
            throw StreamOptions.Invalid("recordFields", text, "a comma list of key, value and timestamp");
        }

        (WantsKeys, WantsValues, WantsTimestamps) = (fields.Contains("key"), fields.Contains("value"), fields.Contains("timestamp"));
    }
}
