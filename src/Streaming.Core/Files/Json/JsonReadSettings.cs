using System.Text;

namespace Streaming;

/// <summary>How JSON files are read.</summary>
internal sealed record JsonReadSettings
{
    public required ParseMode Mode { get; init; }

    public required bool IsMultiLine { get; init; }

    public required byte[]? Separator { get; init; }

    /// <summary>Null for UTF-8.</summary>
    public required Encoding? Encoding { get; init; }

    public required JsonOptions Json { get; init; }
}
