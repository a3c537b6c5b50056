using System.Globalization;

namespace Streaming;

/// <summary>The settings of a query, read from the session's configuration when it starts.</summary>
internal sealed record EngineOptions
{
    public int ShufflePartitions { get; init; } = 200;

    public int Workers { get; init; } = Environment.ProcessorCount;

    public int BatchCapacity { get; init; } = RecordBatch<byte>.DefaultCapacity;

    public int MinBatchesToRetain { get; init; } = 100;

    public int MinDeltasForSnapshot { get; init; } = 10;

    public int NumRecentProgressUpdates { get; init; } = 100;

    public TimeSpan NoDataProgressEventInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before the sources are asked again when they had nothing; doubles up to <see cref="MaxPollingDelay"/> while nothing comes.</summary>
    public TimeSpan PollingDelay { get; init; } = TimeSpan.FromMilliseconds(10);

    public TimeSpan MaxPollingDelay => PollingDelay > TimeSpan.FromMilliseconds(100) ? PollingDelay : TimeSpan.FromMilliseconds(100);

    public TimeSpan StopTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    public bool UnsupportedOperationCheck { get; init; } = true;

    /// <summary>Whether an epoch runs without data when the watermark or the clock has something to do.</summary>
    public bool NoDataMicroBatches { get; init; } = true;

    /// <summary>Spark's class name of the state store provider that was asked for; null where none was.</summary>
    public string? StateProvider { get; init; }

    public RocksDbStateOptions RocksDb { get; init; } = new();

    public bool StateSchemaCheck { get; init; } = true;

    public string WatermarkPolicy { get; init; } = "min";

    public static EngineOptions From(IReadOnlyDictionary<string, string> configuration)
    {
        RejectUnknown(configuration);
        var defaults = new EngineOptions();
        var stopTimeout = Milliseconds(ConfigurationNames.StopTimeout, TimeSpan.Zero);
        return defaults with
        {
            ShufflePartitions = Integer(ConfigurationNames.ShufflePartitions, defaults.ShufflePartitions, 1, StatePartitioner.MaxPartitions),
            Workers = Integer(ConfigurationNames.Workers, defaults.Workers, 1, 1024),
            BatchCapacity = Integer(ConfigurationNames.BatchCapacity, defaults.BatchCapacity, 1, 1 << 20),
            MinBatchesToRetain = Integer(ConfigurationNames.MinBatchesToRetain, defaults.MinBatchesToRetain, 1, int.MaxValue),
            MinDeltasForSnapshot = Integer(ConfigurationNames.MinDeltasForSnapshot, defaults.MinDeltasForSnapshot, 1, int.MaxValue),
            NumRecentProgressUpdates = Integer(ConfigurationNames.NumRecentProgressUpdates, defaults.NumRecentProgressUpdates, 1, int.MaxValue),
            NoDataProgressEventInterval = Milliseconds(ConfigurationNames.NoDataProgressEventInterval, defaults.NoDataProgressEventInterval),
            PollingDelay = Milliseconds(ConfigurationNames.PollingDelay, defaults.PollingDelay),
            StopTimeout = stopTimeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : stopTimeout,
            NoDataMicroBatches = Boolean(ConfigurationNames.NoDataMicroBatches, defaults.NoDataMicroBatches),
            UnsupportedOperationCheck = Boolean(ConfigurationNames.UnsupportedOperationCheck, defaults.UnsupportedOperationCheck),
            StateProvider = configuration.GetValueOrDefault(ConfigurationNames.StateProviderClass) is { } provider ? StateProviders.ClassOf(provider) : null,
            RocksDb = RocksDbStateOptions.From(configuration),
            StateSchemaCheck = Boolean(ConfigurationNames.StateSchemaCheckEnabled, defaults.StateSchemaCheck),
            WatermarkPolicy = configuration.GetValueOrDefault(ConfigurationNames.MultipleWatermarkPolicy) switch
            {
                null => "min",
                "min" or "max" => configuration[ConfigurationNames.MultipleWatermarkPolicy],
                var other => throw Invalid(ConfigurationNames.MultipleWatermarkPolicy, other, "'min' or 'max'"),
            },
        };

        int Integer(string name, int defaultValue, int minimum, int maximum) => configuration.GetValueOrDefault(name) is not { } text ? defaultValue
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= minimum && value <= maximum ? value
            : throw Invalid(name, text, $"an integer from {minimum} to {maximum}");

        bool Boolean(string name, bool defaultValue) => configuration.GetValueOrDefault(name) is not { } text ? defaultValue
            : bool.TryParse(text, out bool value) ? value
            : throw Invalid(name, text, "true or false");

        // As in Spark, a bare number is milliseconds.
        TimeSpan Milliseconds(string name, TimeSpan defaultValue) => configuration.GetValueOrDefault(name) is not { } text ? defaultValue
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds) ? TimeSpan.FromMilliseconds(milliseconds)
            : Duration.TryParse(text, out var value) && value >= TimeSpan.Zero ? value
            : throw Invalid(name, text, "milliseconds or a duration such as '10 seconds'");
    }

    // Spark's settings that have no meaning here are ignored; a name under our own prefix that nobody reads is a slip.
    private static void RejectUnknown(IReadOnlyDictionary<string, string> configuration)
    {
        foreach (string name in configuration.Keys)
        {
            if (name.StartsWith("streaming.", StringComparison.Ordinal) && name is not (ConfigurationNames.Workers or ConfigurationNames.BatchCapacity or RocksDbStateOptions.LocalFolderName))
            {
                throw new StreamingException("UNKNOWN_CONF", $"There is no setting '{name}'. Settings that begin with 'streaming.': {ConfigurationNames.BatchCapacity}, {RocksDbStateOptions.LocalFolderName}, {ConfigurationNames.Workers}.");
            }
        }
    }

    private static StreamingException Invalid(string name, string value, string allowed) =>
        new("INVALID_CONF_VALUE", $"[INVALID_CONF_VALUE] The setting '{name}' has the value '{value}'; allowed is {allowed}.");
}
