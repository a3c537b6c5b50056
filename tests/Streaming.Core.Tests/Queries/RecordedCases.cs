using System.Text;
using System.Text.Json;

namespace Streaming.Core.Tests;

/// <summary>The recordings in <c>../shared/cases</c> (or the folder in STREAMING_CASES); tests are skipped where there are none.</summary>
internal static class RecordedCases
{
    public static JsonElement Load(string group)
    {
        string? folder = Environment.GetEnvironmentVariable("STREAMING_CASES") ?? Find();
        Assert.SkipWhen(folder is null, "No folder shared/cases beside the repository, and STREAMING_CASES is not set.");
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!, group + ".json"))).RootElement;
    }

    public static JsonElement Case(string group, string id) =>
        Load(group).GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("id").GetString() == id);

    public static IEnumerable<JsonElement> All(JsonElement element, string property)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Name == property)
                {
                    yield return member.Value;
                }

                foreach (var found in All(member.Value, property))
                {
                    yield return found;
                }
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                foreach (var found in All(item, property))
                {
                    yield return found;
                }
            }
        }
    }

    /// <summary>The text without white space outside strings, otherwise as recorded.</summary>
    public static string Compact(JsonElement element)
    {
        var text = new StringBuilder();
        bool inString = false;
        string raw = element.GetRawText();
        for (int i = 0; i < raw.Length; i++)
        {
            if (inString && raw[i] == '\\')
            {
                text.Append(raw[i++]).Append(raw[i]);
                continue;
            }

            inString ^= raw[i] == '"';
            if (inString || !char.IsWhiteSpace(raw[i]))
            {
                text.Append(raw[i]);
            }
        }

        return text.ToString();
    }

    private static string? Find()
    {
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
