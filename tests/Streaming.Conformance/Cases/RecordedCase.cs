using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>A case of a recording.</summary>
/// <param name="Group">Name of its group.</param>
/// <param name="Id">Its id.</param>
/// <param name="Json">What was recorded.</param>
public sealed record RecordedCase(string Group, string Id, JsonElement Json)
{
    /// <summary>The kind; empty where the case has steps.</summary>
    public string Kind => Json.Text("kind") ?? "";

    /// <summary>The settings that the case changes.</summary>
    public IEnumerable<KeyValuePair<string, string>> Conf => Json.Options("conf");

    /// <summary>The kinds of its sources; empty text for one in memory.</summary>
    public IEnumerable<string> SourceKinds => Json.TryGetProperty("sources", out var sources) ? sources.EnumerateObject().Select(source => source.Value.Text("kind") ?? "") : [];
}
