using System.Text;
using System.Text.Json;

namespace Streaming.Core.Tests;

/// <summary>The recordings of Spark: the folder in STREAMING_CASES, else <c>shared/cases</c> beside this repository.</summary>
internal static class RecordedCases
{
    /// <summary>A case by its id; skips the test where the recordings are not there.</summary>
    public static JsonElement Case(string group, string id)
    {
        foreach (var item in Group(group).GetProperty("cases").EnumerateArray())
        {
            if (item.GetProperty("id").GetString() == id)
            {
                return item;
            }
        }

        throw new InvalidOperationException($"{group}.json has no case {id}.");
    }

    /// <summary>All cases of a group.</summary>
    public static IEnumerable<JsonElement> Of(string group) => Group(group).GetProperty("cases").EnumerateArray();

    public static JsonElement Group(string group)
    {
        string? folder = Folder();
        Assert.SkipWhen(folder is null, "The recordings are not there: set STREAMING_CASES to their folder.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder!, group + ".json")));
        return document.RootElement.Clone();
    }

    /// <summary>The recorded message of the error that a case ends with.</summary>
    public static string Error(string group, string id)
    {
        var item = Case(group, id);
        if (item.TryGetProperty("buildError", out var build))
        {
            return build.GetProperty("top").GetProperty("message").GetString()!;
        }

        foreach (var step in item.GetProperty("steps").EnumerateArray())
        {
            if (step.GetProperty("expect").TryGetProperty("error", out var error))
            {
                return (error.TryGetProperty("root", out var root) ? root : error.GetProperty("top")).GetProperty("message").GetString()!;
            }
        }

        throw new InvalidOperationException($"{group}.json: case {id} records no error.");
    }

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

    private static string? Folder()
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
