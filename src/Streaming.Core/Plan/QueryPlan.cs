namespace Streaming;

/// <summary>A whole query as it was written: what is computed, where it goes, and how it is to run.</summary>
public abstract class QueryPlan
{
    private protected QueryPlan(LogicalNode root) => Root = root;

    /// <summary>The last node; its rows go to the sink.</summary>
    public LogicalNode Root { get; }

    /// <summary>True where all data is bounded: the query is run once over all of it, with complete results.</summary>
    public bool IsBatch => !Root.IsStreaming;

    /// <summary>Name of the sink's format.</summary>
    public required string SinkFormat { get; init; }

    /// <summary>Options of the sink.</summary>
    public required IReadOnlyDictionary<string, string> SinkOptions { get; init; }

    /// <summary>Typed settings of the sink, see <see cref="SinkContext.Settings"/>.</summary>
    public object? SinkSettings { get; init; }

    /// <summary>The sink's provider where the program handed one in; null: the one registered for <see cref="SinkFormat"/>.</summary>
    public IStreamSinkProvider? SinkProvider { get; init; }

    /// <summary>Columns whose values are names of folders.</summary>
    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>Which rows are written.</summary>
    public required OutputMode OutputMode { get; init; }

    /// <summary>When epochs run.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>Name of the query, if it has one.</summary>
    public string? QueryName { get; init; }

    /// <summary>Folder of the checkpoint; null where none was given.</summary>
    public string? CheckpointLocation { get; init; }

    /// <summary>Settings of the session when the query was started.</summary>
    public required IReadOnlyDictionary<string, string> Configuration { get; init; }

    /// <summary>Lets a backend see the plan with its row type.</summary>
    public abstract TResult Accept<TResult>(IQueryPlanVisitor<TResult> visitor);
}
