using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>What a sink is told about the query it belongs to.</summary>
public sealed class SinkContext
{
    /// <summary>The options given with <c>Option</c>; names are case-insensitive.</summary>
    public required StreamOptions Options { get; init; }

    /// <summary>A typed settings object of the sink's own (what <c>.Kafka(...)</c> or <c>.Foreach(...)</c> was given); null where there is none.</summary>
    public object? Settings { get; init; }

    /// <summary>Id of the query; survives restarts.</summary>
    public required Guid QueryId { get; init; }

    /// <summary>Name of the query, if it has one.</summary>
    public string? QueryName { get; init; }

    /// <summary>Names and types of the columns where the rows are those of a DataFrame (<see cref="Row"/>); null for typed rows.</summary>
    public StructType? Schema { get; init; }

    /// <summary>The output mode.</summary>
    public required OutputMode OutputMode { get; init; }

    /// <summary>Tables that queries of the session keep in memory.</summary>
    public required MemoryTables MemoryTables { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Number of workers, which is also the number of writers that will be made.</summary>
    public required int Workers { get; init; }

    /// <summary>The file system for what the sink must find again after a crash.</summary>
    public IFileSystem FileSystem { get; init; } = LocalFileSystem.Instance;

    /// <summary>Settings of the session when the query was started.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>Columns whose values are names of folders (<c>PartitionBy</c>).</summary>
    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>True where bounded data is written once, without a checkpoint.</summary>
    public bool IsBatch { get; init; }

    /// <summary>True where the query goes on from a checkpoint with committed epochs.</summary>
    public required bool IsRestart { get; init; }

    /// <summary>The checkpoint, for error texts; null where the engine keeps none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Makes what the expressions of a worker's writer know about the session.</summary>
    internal Func<int, EvaluationContext> NewEvaluation { get; init; } = worker => new EvaluationContext { WorkerNumber = worker };

    /// <summary>Cancelled when the query is to stop at once (<see cref="StopOptions.Immediate"/>): what the sink is writing may be given up, the epoch runs again after a restart.</summary>
    public CancellationToken Interrupting { get; init; }

    /// <summary>Log of the query.</summary>
    public required ILogger Logger { get; init; }
}
