using System.Text.Json;

namespace Streaming.Core.Tests;

/// <summary>Texts from recordings of Spark, kept here so that the tests need no other folder.</summary>
internal static class CheckpointCases
{
    /// <summary>Settings line of CKP-01, recorded with 2 shuffle partitions.</summary>
    public const string Conf =
        "{\"spark.sql.streaming.stateStore.providerClass\":\"org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider\","
        + "\"spark.sql.dropDuplicates.deterministicKeyOrder.enabled\":\"true\","
        + "\"spark.sql.streaming.stateStore.rocksdb.mergeOperatorVersion\":\"2\","
        + "\"spark.sql.streaming.stateStore.rocksdb.formatVersion\":\"5\","
        + "\"spark.sql.streaming.queryEvolution.enableSourceEvolution\":\"false\","
        + "\"spark.sql.streaming.stateStore.encodingFormat\":\"unsaferow\","
        + "\"spark.sql.streaming.statefulOperator.useStrictDistribution\":\"true\","
        + "\"spark.sql.streaming.flatMapGroupsWithState.stateFormatVersion\":\"2\","
        + "\"spark.sql.streaming.multipleWatermarkPolicy\":\"min\","
        + "\"spark.sql.streaming.stateStore.rowChecksum.enabled\":\"false\","
        + "\"spark.sql.streaming.statefulOperator.alwaysNullableOutput.enabled\":\"true\","
        + "\"spark.sql.streaming.aggregation.stateFormatVersion\":\"2\","
        + "\"spark.sql.function.protobufExtensions.enabled\":\"false\","
        + "\"spark.sql.shuffle.partitions\":\"2\","
        + "\"spark.sql.streaming.join.stateFormatVersion\":\"2\","
        + "\"spark.sql.streaming.stateStore.compression.codec\":\"lz4\","
        + "\"spark.sql.optimizer.pruneFiltersCanPruneStreamingSubplan\":\"false\"}";

    /// <summary>The file offsets/0 of CKP-01.</summary>
    public const string Offsets0 = "v1\n{\"batchWatermarkMs\":0,\"batchTimestampMs\":1795264378875,\"conf\":" + Conf + "}\n0";

    public static OffsetEntry Entry(string? offset, long timestamp = 1795264378875, long watermark = 0) => new()
    {
        BatchWatermarkMs = watermark,
        BatchTimestampMs = timestamp,
        Conf = new CheckpointConf { ShufflePartitions = 2 }.ToEntries(),
        Offsets = [offset],
    };

    /// <summary>The recordings themselves, where their folder is given; null otherwise.</summary>
    public static JsonDocument? Recorded()
    {
        string? folder = Environment.GetEnvironmentVariable("STREAMING_CASES");
        for (string? at = AppContext.BaseDirectory; folder is null && at is not null; at = Path.GetDirectoryName(at))
        {
            string beside = Path.Combine(at, "shared", "cases");
            folder = Directory.Exists(beside) ? beside : null;
        }

        string path = Path.Combine(folder ?? "", "checkpoint_trigger.json");
        return File.Exists(path) ? JsonDocument.Parse(File.ReadAllText(path)) : null;
    }
}
