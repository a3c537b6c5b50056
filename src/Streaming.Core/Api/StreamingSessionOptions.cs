using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>Settings of a session.</summary>
public sealed record StreamingSessionOptions
{
    /// <summary>Name of the application, for logs.</summary>
    public string Name { get; init; } = "streaming";

    /// <summary>The clock of triggers, batch times and progress.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the logs; none by default.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Where queries keep their state; null: as <c>spark.sql.streaming.stateStore.providerClass</c> says, otherwise RocksDB where a query has a checkpoint location, and memory where it has none.</summary>
    /// <example><code>StateBackend = new RocksDbStateBackend(new RocksDbStateOptions { MaxMemoryUsageMB = 256 })</code></example>
    public IStateBackend? StateBackend { get; init; }

    /// <summary>Settings by Spark's names, for example <c>spark.sql.shuffle.partitions</c>; see <see cref="SessionConfiguration"/>.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();
}
