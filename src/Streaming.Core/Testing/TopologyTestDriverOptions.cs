using Microsoft.Extensions.Logging;

namespace Streaming.Testing;

/// <summary>Settings of a <see cref="TopologyTestDriver"/>.</summary>
public sealed record TopologyTestDriverOptions
{
    /// <summary>What the wall clock and the clocks of input topics show at first; 2000-01-01T00:00:00Z unless set, never the real time.</summary>
    public DateTimeOffset StartTime { get; init; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Partitions of a topic that <see cref="Topics"/> does not name.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>Topics that are there at the start, with their numbers of partitions. Others are made when they are first used.</summary>
    public IReadOnlyDictionary<string, int> Topics { get; init; } = new Dictionary<string, int>();

    /// <summary>A folder on the disk for checkpoints that the queries do not place themselves; null: no files, everything is in memory.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>The file system of the checkpoints; null: in memory, or the disk where <see cref="CheckpointFolder"/> is set.</summary>
    public IFileSystem? FileSystem { get; init; }

    /// <summary>Where state lives; null: as <c>spark.sql.streaming.stateStore.providerClass</c> in <see cref="Configuration"/> says, otherwise in memory.</summary>
    public IStateBackend? StateBackend { get; init; }

    /// <summary>Settings of the session, for example <c>streaming.batch.capacity</c>. The number of workers is always 1.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>Makes the logs; none by default.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Called before the queries start: pipe the records that are to be in the topics already.</summary>
    public Action<TopologyTestDriver>? BeforeStart { get; init; }
}
