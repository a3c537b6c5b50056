namespace Streaming.Kafka;

/// <summary>The options of a Kafka source, checked.</summary>
internal sealed class SourceSettings
{
    private static readonly string[] Fields = ["key", "value", "timestamp"];

    public required TopicStrategy Strategy { get; init; }

    /// <summary>Client settings, <c>group.id</c> among them.</summary>
    public required IReadOnlyDictionary<string, string> Client { get; init; }

    public required string Servers { get; init; }

    public required string Group { get; init; }

    public required bool HasOwnGroup { get; init; }

    public required OffsetSpec Start { get; init; }

    /// <summary>Where a bounded read ends.</summary>
    public required OffsetSpec End { get; init; }

    /// <summary>Whether a time after the last record means the end, instead of an error.</summary>
    public required bool LatestForMissingTime { get; init; }

    public required bool FailOnDataLoss { get; init; }

    public required TimeSpan PollTimeout { get; init; }

    public required int FetchRetries { get; init; }

    public required TimeSpan FetchRetryInterval { get; init; }

    public required long? MaxOffsets { get; init; }

    public required long? MinOffsets { get; init; }

    public required TimeSpan MaxTriggerDelay { get; init; }

    public required bool IncludeHeaders { get; init; }

    public required bool WantsKeys { get; init; }

    public required bool WantsValues { get; init; }

    public required bool WantsTimestamps { get; init; }

    /// <summary>Group that offsets are committed to, for others to see; null for none.</summary>
    public required string? VisibleGroup { get; init; }

    public FetchOptions FetchOptions => new(Client, WantsKeys, WantsValues, WantsTimestamps, IncludeHeaders);

    /// <summary>Reads the options of a stream.</summary>
    public static SourceSettings ForStream(StreamOptions options, Guid queryId, int sourceIndex)
    {
        var strategy = TopicStrategy.Read(options);
        foreach (var (name, text) in ((string, string)[])[("endingOffsets", "offset"), ("endingOffsetsByTimestamp", "timestamp"), ("endingTimestamp", "timestamp")])
        {
            if (options.Get(name) is not null)
            {
                throw KafkaErrors.Option($"Ending {text} not valid in streaming queries");
            }
        }

        return Read(options, strategy, OffsetSpec.Latest, $"{queryId}-{sourceIndex}");
    }

    /// <summary>Reads the options of a bounded read.</summary>
    public static SourceSettings ForBoundedRead(StreamOptions options, Guid id)
    {
        var settings = Read(options, TopicStrategy.Read(options), OffsetSpec.Earliest, id.ToString());
        Refuse(settings.Start, OffsetSpec.LatestWord, "starting offset", "startingOffsets", "latest");
        Refuse(settings.End, OffsetSpec.EarliestWord, "ending offset", "endingOffsets", "earliest");
        return settings;
    }

    private static void Refuse(OffsetSpec spec, long word, string what, string option, string name)
    {
        if (spec.Word == word || spec.TopicWords?.Any(entry => entry.Value == word) == true)
        {
            throw KafkaErrors.Option($"{what} can't be {name} for batch queries on Kafka");
        }

        foreach (var (partition, offset) in spec.Offsets ?? new Dictionary<PartitionId, long>())
        {
            if (offset == word)
            {
                throw KafkaErrors.Option($"{option} for {partition} can't be {name} for batch queries on Kafka");
            }
        }
    }

    private static SourceSettings Read(StreamOptions options, TopicStrategy strategy, OffsetSpec defaultStart, string id)
    {
        string prefix = options.Get("groupIdPrefix") ?? "spark-kafka-source";
        var client = ClientSettings.ForSource(options);
        bool hasOwnGroup = client.TryGetValue("group.id", out string? group);
        group ??= $"{prefix}-{id}";
        client["group.id"] = group;

        foreach (string name in (string[])["minPartitions", "maxRecordsPerPartition"])
        {
            // How a partition's records are spread over workers is the engine's business; the options are checked as Spark does.
            if (options.GetInt64(name) is <= 0)
            {
                throw KafkaErrors.Option($"{name} must be positive");
            }
        }

        long? most = options.GetInt64("maxOffsetsPerTrigger", 1);
        long? least = options.GetInt64("minOffsetsPerTrigger", 1);
        if (least > most)
        {
            throw KafkaErrors.Option($"The value of minOffsetPerTrigger({least}) is higher than the maxOffsetsPerTrigger({most}).");
        }

        string strategyForTime = options.Get("startingOffsetsByTimestampStrategy") ?? "error";
        bool latestForMissing = strategyForTime.ToLowerInvariant() switch
        {
            "latest" => true,
            "error" => false,
            _ => throw StreamOptions.Invalid("startingOffsetsByTimestampStrategy", strategyForTime, "error or latest"),
        };

        string[] fields = Fields;
        if (options.Get("recordFields") is { } wanted)
        {
            fields = [.. wanted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(field => field.ToLowerInvariant())];
            if (fields.Length == 0 || fields.Except(Fields).Any())
            {
                throw StreamOptions.Invalid("recordFields", wanted, "a comma list of key, value and timestamp");
            }
        }

        return new SourceSettings
        {
            Strategy = strategy,
            Client = client,
            Servers = client["bootstrap.servers"],
            Group = group,
            HasOwnGroup = hasOwnGroup,
            Start = OffsetSpec.Read(options, "starting") ?? defaultStart,
            End = OffsetSpec.Read(options, "ending") ?? OffsetSpec.Latest,
            LatestForMissingTime = latestForMissing,
            FailOnDataLoss = options.GetBoolean("failOnDataLoss", true),
            PollTimeout = TimeSpan.FromMilliseconds(options.GetInt64("kafkaConsumer.pollTimeoutMs", 1) ?? 120_000),
            FetchRetries = (int)Math.Min(options.GetInt64("fetchOffset.numRetries", 0) ?? 3, int.MaxValue),
            FetchRetryInterval = TimeSpan.FromMilliseconds(options.GetInt64("fetchOffset.retryIntervalMs", 0) ?? 10),
            MaxOffsets = most,
            MinOffsets = least,
            MaxTriggerDelay = options.GetDuration("maxTriggerDelay") ?? TimeSpan.FromMinutes(15),
            IncludeHeaders = options.GetBoolean("includeHeaders", false),
            WantsKeys = fields.Contains("key"),
            WantsValues = fields.Contains("value"),
            WantsTimestamps = fields.Contains("timestamp"),
            VisibleGroup = options.Get("commitOffsetsToGroup") is { Length: > 0 } visible ? visible : null,
        };
    }
}
