using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Reads a folder of recordings.</summary>
public static class RecordedFolder
{
    /// <summary>All cases of all groups, in the order of the files. Files of another form are passed over.</summary>
    public static List<RecordedCase> Read(string folder)
    {
        var cases = new List<RecordedCase>();
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("cases", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            string group = root.Text("group") ?? Path.GetFileNameWithoutExtension(file);
            cases.AddRange(list.EnumerateArray().Select(item => new RecordedCase(group, item.Text("id")!, item.Clone())));
        }

        return cases;
    }

    /// <summary>The folder in STREAMING_CASES, else <c>shared/cases</c> beside this repository or above it; null where there is none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("STREAMING_CASES") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "cases");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
