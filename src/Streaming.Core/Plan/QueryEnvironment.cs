using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>What a session lends to the backend that runs its queries.</summary>
public sealed class QueryEnvironment
{
    /// <summary>The formats.</summary>
    public required StreamFormats Formats { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes the queries' logs.</summary>
    public required ILoggerFactory LoggerFactory { get; init; }

    /// <summary>Keeps the running queries and their listeners.</summary>
    public required StreamingQueryManager Queries { get; init; }

    /// <summary>Tables of the memory sink.</summary>
    public required MemoryTables MemoryTables { get; init; }

    /// <summary>Where queries keep their state; null: as the settings say.</summary>
    public IStateBackend? StateBackend { get; init; }
}
