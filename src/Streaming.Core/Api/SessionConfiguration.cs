namespace Streaming;

/// <summary>The settings of a session by name; a query takes them as they are when it starts.</summary>
/// <remarks>
/// Names of Spark that have a meaning here: <c>spark.sql.shuffle.partitions</c> (200), <c>spark.sql.streaming.checkpointLocation</c>,
/// <c>spark.sql.streaming.minBatchesToRetain</c> (100), <c>spark.sql.streaming.stateStore.minDeltasForSnapshot</c> (10),
/// <c>spark.sql.streaming.stateStore.providerClass</c> (<c>rocksdb</c>, <c>memory</c> or Spark's class names), <c>spark.sql.streaming.stateStore.rocksdb.*</c> (see <see cref="RocksDbStateOptions"/>),
/// <c>spark.sql.streaming.stateStore.stateSchemaCheck</c> (true), <c>spark.sql.streaming.numRecentProgressUpdates</c> (100), <c>spark.sql.streaming.noDataProgressEventInterval</c> (10s),
/// <c>spark.sql.streaming.pollingDelay</c> (10ms), <c>spark.sql.streaming.unsupportedOperationCheck</c> (true), <c>spark.sql.streaming.stopTimeout</c> (0: no limit).
/// Our own: <c>streaming.workers</c> (threads per query, default the number of processors), <c>streaming.batch.capacity</c> (records per batch inside the engine, 1024),
/// <c>streaming.state.rocksdb.localFolder</c> (folder for RocksDB's files, default inside the checkpoint).
/// Other names are kept and ignored, as Spark does; one that begins with <c>streaming.</c> fails the start of a query.
/// </remarks>
public sealed class SessionConfiguration
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _values;

    internal SessionConfiguration(IReadOnlyDictionary<string, string> values) => _values = new Dictionary<string, string>(values, StringComparer.Ordinal);

    /// <summary>Sets a value.</summary>
    public void Set(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        lock (_lock)
        {
            _values[name] = value;
        }
    }

    /// <summary>Removes a value, so that the default holds again.</summary>
    public void Unset(string name)
    {
        lock (_lock)
        {
            _values.Remove(name);
        }
    }

    /// <summary>The value that was set, or null.</summary>
    public string? Get(string name)
    {
        lock (_lock)
        {
            return _values.GetValueOrDefault(name);
        }
    }

    internal IReadOnlyDictionary<string, string> Snapshot()
    {
        lock (_lock)
        {
            return new Dictionary<string, string>(_values, StringComparer.Ordinal);
        }
    }
}
