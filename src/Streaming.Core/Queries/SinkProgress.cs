using System.Collections.ObjectModel;

namespace Streaming;

/// <summary>What an epoch wrote.</summary>
public sealed record SinkProgress
{
    /// <summary>The sink, for example <c>MemorySink</c>.</summary>
    public required string Description { get; init; }

    /// <summary>Rows written; -1 where the sink does not tell.</summary>
    public long NumOutputRows { get; init; } = -1;

    /// <summary>Metrics of the sink.</summary>
    public IReadOnlyDictionary<string, string> Metrics { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>One line of JSON, as in Spark.</summary>
    public string Json => ProgressFormat.Write(this, ProgressFormat.Append, pretty: false);

    /// <summary>Indented JSON, as in Spark.</summary>
    public string PrettyJson => ProgressFormat.Write(this, ProgressFormat.Append, pretty: true);

    /// <summary>Indented JSON, as in Spark.</summary>
    public override string ToString() => PrettyJson;
}
