using System.Text.Json;

namespace Streaming.Core.Tests;

/// <summary>Every recorded expression can be read, and its column has Spark's name.</summary>
public sealed class RecordedExpressionsTests
{
    // Names that come from the analysis (types, default arguments) or from types this library does not have; the list may only shrink.
    private static readonly string OpenFile = Path.Combine(AppContext.BaseDirectory, "Expressions", "Parsing", "open-names.txt");

    [Fact]
    public void Recorded_expressions_parse()
    {
        var refused = new List<string>();
        foreach (string expression in Items().Select(item => item.GetProperty("expr").GetString()!).Distinct())
        {
            try
            {
                SqlParser.ParseExpression(expression);
            }
            catch (StreamingException error) when (error.ErrorClass == "PARSE_SYNTAX_ERROR")
            {
                refused.Add($"{expression}: {error.Message}");
            }
            catch (StreamingException)
            {
                // A literal out of range or a type that does not exist here: read, and refused with its own error.
            }
        }

        Assert.True(refused.Count == 0, string.Join("\n", refused));
    }

    [Fact]
    public void Columns_have_Sparks_names()
    {
        var open = File.Exists(OpenFile) ? File.ReadAllLines(OpenFile).ToHashSet() : [];
        var wrong = new List<string>();
        var now = new HashSet<string>();
        int named = 0;
        foreach (var item in Items().Where(item => item.TryGetProperty("resultName", out _)))
        {
            named++;
            string text = item.GetProperty("expr").GetString()!;
            string name;
            try
            {
                name = SqlText.NameOf(SqlParser.ParseExpression(text));
            }
            catch (StreamingException error)
            {
                name = error.ErrorClass;
            }

            string expected = item.GetProperty("resultName").GetString()!;
            if (name != expected)
            {
                string line = $"{text.ReplaceLineEndings("\\n")}   [{(item.TryGetProperty("inputType", out var type) ? type.GetString() : "")}]";
                now.Add(line);
                if (!open.Contains(line))
                {
                    wrong.Add($"{line}   =>   {expected}   but was   {name}");
                }
            }
        }

        if (Environment.GetEnvironmentVariable("STREAMING_WRITE_OPEN_NAMES") is { } path)
        {
            File.WriteAllLines(path, now.Order(StringComparer.Ordinal));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Empty(open.Except(now));
        Assert.True(open.Count * 20 < named, $"{open.Count} of {named} names are open.");
    }

    private static IEnumerable<JsonElement> Items()
    {
        string[] groups = ["expressions", "functions_aggregate", "functions_cast", "functions_collection", "functions_datetime", "functions_format", "functions_logic", "functions_math", "functions_string"];
        return groups.SelectMany(RecordedCases.Of).SelectMany(item => item.TryGetProperty("items", out var items) ? items.EnumerateArray().ToArray() : []);
    }
}
