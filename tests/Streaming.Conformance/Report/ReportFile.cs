using System.Text.Encodings.Web;
using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>The report as JSON.</summary>
public static class ReportFile
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(string file, IReadOnlyList<CaseResult> results, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await using var output = File.Create(file);
        await using var json = new Utf8JsonWriter(output, s_options);
        Write(json, results);
        await json.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<CaseResult> results)
    {
        json.WriteStartObject();
        json.WriteStartObject("groups");
        foreach (var group in GroupCounts.Of(results))
        {
            json.WriteStartObject(group.Name);
            json.WriteNumber("passed", group.Passed);
            json.WriteNumber("failed", group.Failed);
            json.WriteNumber("notExpressible", group.NotExpressible);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("cases");
        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteString("id", result.Id);
            json.WriteString("group", result.Group);
            json.WriteString("status", result.Status switch { CaseStatus.Passed => "passed", CaseStatus.Failed => "failed", _ => "notExpressible" });
            json.WriteString("reason", result.Reason);
            if (result.Items is { } items)
            {
                json.WriteStartObject("items");
                json.WriteNumber("passed", items.Passed);
                json.WriteNumber("failed", items.Failed);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
