using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>A progress JSON as lines "path = value", in the order of its fields and without what changes from run to run.</summary>
internal static class ProgressText
{
    private static readonly HashSet<string> s_volatile = new(StringComparer.Ordinal)
    {
        "id", "runId", "timestamp", "batchDuration", "inputRowsPerSecond", "processedRowsPerSecond", "allUpdatesTimeMs", "allRemovalsTimeMs", "commitTimeMs", "memoryUsedBytes",
    };

    /// <summary>The lines, but those of the counters of a state store.</summary>
    public static List<string> Lines(JsonElement progress)
    {
        var lines = new List<string>();
        Append(lines, "", "", progress);
        return lines;
    }

    private static void Append(List<string> lines, string path, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when name == "customMetrics":
                break; // of Spark's state stores; those of the operator are in "custom"
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Append(lines, $"{path}.{member.Name}", member.Name, member.Value);
                }

                break;
            case JsonValueKind.Array:
                lines.Add($"{path}[{value.GetArrayLength()}]");
                int i = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Append(lines, $"{path}[{i++}]", "", item);
                }

                break;
            default:
                bool masked = s_volatile.Contains(name) || path.StartsWith(".durationMs.", StringComparison.Ordinal);
                lines.Add($"{path} = {(masked ? "(changes)" : name == "description" ? Description(value.GetString()!) : value.GetRawText())}");
                break;
        }
    }

    // Spark names its columns with expression ids, and its console by a Java object.
    private static string Description(string text) =>
        text.Contains("ConsoleTable", StringComparison.Ordinal) ? "ConsoleTable" : Mask.ColumnIds(text);
}
