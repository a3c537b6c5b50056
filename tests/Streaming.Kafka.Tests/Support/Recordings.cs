using System.Text.Json;

namespace Streaming.Kafka.Tests;

/// <summary>The recordings of Spark next to the repository.</summary>
internal static class Recordings
{
    public static IReadOnlyList<JsonElement> Cases(string group)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "..", "shared", "cases", group + ".json");
            if (File.Exists(Path.Combine(folder.FullName, "Streaming.sln")) && File.Exists(path))
            {
                using var document = JsonDocument.Parse(File.ReadAllText(path));
                return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(entry => entry.Clone())];
            }
        }

        Assert.Skip("The recordings (../shared/cases) are not here.");
        return [];
    }
}
