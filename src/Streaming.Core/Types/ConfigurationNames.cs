namespace Streaming;

/// <summary>Names of the settings that the engine knows.</summary>
internal static class ConfigurationNames
{
    public const string ShufflePartitions = "spark.sql.shuffle.partitions";
    public const string CheckpointLocation = "spark.sql.streaming.checkpointLocation";
    public const string MinBatchesToRetain = "spark.sql.streaming.minBatchesToRetain";
    public const string MinDeltasForSnapshot = "spark.sql.streaming.stateStore.minDeltasForSnapshot";
    public const string NumRecentProgressUpdates = "spark.sql.streaming.numRecentProgressUpdates";
    public const string NoDataProgressEventInterval = "spark.sql.streaming.noDataProgressEventInterval";
    public const string PollingDelay = "spark.sql.streaming.pollingDelay";
    public const string NoDataMicroBatches = "spark.sql.streaming.noDataMicroBatches.enabled";
    public const string UnsupportedOperationCheck = "spark.sql.streaming.unsupportedOperationCheck";
    public const string MultipleWatermarkPolicy = "spark.sql.streaming.multipleWatermarkPolicy";
    public const string StateProviderClass = "spark.sql.streaming.stateStore.providerClass";
    public const string StateSchemaCheckEnabled = "spark.sql.streaming.stateStore.stateSchemaCheck";
    public const string StopTimeout = "spark.sql.streaming.stopTimeout";
    public const string Workers = "streaming.workers";
    public const string BatchCapacity = "streaming.batch.capacity";
}
