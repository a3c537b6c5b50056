using System.Globalization;

namespace Streaming;

/// <summary>The settings line of the offset log: Spark's 17 entries in Spark's order. Some are fixed by the first batch of a checkpoint.</summary>
internal sealed class CheckpointConf
{
    /// <summary>Spark's provider whose place the memory backend takes.</summary>
    public const string MemoryProvider = "org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider";

    /// <summary>Spark's provider whose place the RocksDB backend takes.</summary>
    public const string RocksDbProvider = "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider";

    private const string ProviderName = "spark.sql.streaming.stateStore.providerClass";
    private const string PolicyName = "spark.sql.streaming.multipleWatermarkPolicy";
    private const string PartitionsName = "spark.sql.shuffle.partitions";

    /// <summary>State store provider, Spark's class name.</summary>
    public string StateProvider { get; init; } = MemoryProvider;

    /// <summary>How watermarks of several streams combine: <c>min</c> or <c>max</c>.</summary>
    public string WatermarkPolicy { get; init; } = "min";

    /// <summary>Number of state partitions.</summary>
    public int ShufflePartitions { get; init; } = 200;

    /// <summary>The entries of the log.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ToEntries() =>
    [
        new(ProviderName, StateProvider),
        new("spark.sql.dropDuplicates.deterministicKeyOrder.enabled", "true"),
        new("spark.sql.streaming.stateStore.rocksdb.mergeOperatorVersion", "2"),
        new("spark.sql.streaming.stateStore.rocksdb.formatVersion", "5"),
        new("spark.sql.streaming.queryEvolution.enableSourceEvolution", "false"),
        new("spark.sql.streaming.stateStore.encodingFormat", "unsaferow"),
        new("spark.sql.streaming.statefulOperator.useStrictDistribution", "true"),
        new("spark.sql.streaming.flatMapGroupsWithState.stateFormatVersion", "2"),
        new(PolicyName, WatermarkPolicy),
        new("spark.sql.streaming.stateStore.rowChecksum.enabled", "false"),
        new("spark.sql.streaming.statefulOperator.alwaysNullableOutput.enabled", "true"),
        new("spark.sql.streaming.aggregation.stateFormatVersion", "2"),
        new("spark.sql.function.protobufExtensions.enabled", "false"),
        new(PartitionsName, ShufflePartitions.ToString(CultureInfo.InvariantCulture)),
        new("spark.sql.streaming.join.stateFormatVersion", "2"),
        new("spark.sql.streaming.stateStore.compression.codec", "lz4"),
        new("spark.sql.optimizer.pruneFiltersCanPruneStreamingSubplan", "false"),
    ];

    /// <summary>The settings that count from now on: those the checkpoint was begun with, the session's for entries that it lacks.</summary>
    /// <exception cref="StreamingException">An entry has a value that cannot be.</exception>
    public static CheckpointConf Resolve(IReadOnlyList<KeyValuePair<string, string>> logged, CheckpointConf session)
    {
        string? partitions = Find(logged, PartitionsName);
        int count = session.ShufflePartitions;
        if (partitions is not null && (!int.TryParse(partitions, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count <= 0))
        {
            throw Invalid(PartitionsName, partitions, "a positive number");
        }

        string policy = Find(logged, PolicyName) ?? session.WatermarkPolicy;
        if (policy is not ("min" or "max"))
        {
            throw Invalid(PolicyName, policy, "min or max");
        }

        return new CheckpointConf { ShufflePartitions = count, WatermarkPolicy = policy, StateProvider = Find(logged, ProviderName) ?? session.StateProvider };
    }

    private static string? Find(IReadOnlyList<KeyValuePair<string, string>> entries, string name)
    {
        foreach (var (key, value) in entries)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }

    private static StreamingException Invalid(string name, string value, string allowed) =>
        CheckpointErrors.Malformed($"{name} in the offset log is {value}, it must be {allowed}.");
}
