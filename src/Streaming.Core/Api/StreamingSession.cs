using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming;

/// <summary>Entry point: makes readers, knows the formats, owns the running queries.</summary>
public sealed partial class StreamingSession
{
    /// <summary>The sources and sinks known by name.</summary>
    public StreamFormats Formats { get; } = new();
}
