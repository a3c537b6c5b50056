using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streaming.Conformance;

/// <summary>Compares the results of a recorded expression.</summary>
internal sealed partial class ItemCheck
{
    private readonly JsonElement _item;
    private readonly Differences _differences;
    private readonly string _expression;
    private readonly bool _isTranscendental;

    public ItemCheck(JsonElement item, Differences differences)
    {
        _item = item;
        _differences = differences;
        _expression = item.Text("expr")!;
        _isTranscendental = Transcendental().IsMatch(_expression);
    }

    /// <summary>Compares type and name of the columns; several are a struct.</summary>
    public void Schema(StructType schema)
    {
        if (_item.Text("resultType") is { } type)
        {
            _differences.Equal("resultType", type, schema.Fields.Count == 1 ? schema.Fields[0].Type.SimpleString : schema.SimpleString, $" of {_expression}");
        }

        if (_item.Text("resultName") is { } name)
        {
            _differences.Equal("resultName", name, string.Join(", ", schema.FieldNames), $" of {_expression}");
        }
    }

    /// <summary>Compares a result.</summary>
    public void Result(JsonElement result, IReadOnlyList<string> rows, Exception? error)
    {
        if (Matches(result, rows, error))
        {
            return;
        }

        string where = $" of {_expression} for {(result.Has("rows", out var inputs) ? inputs : result.Has("x", out var x) ? x : default)}";
        if (error is null || !(result.Has("errorCondition") || result.Has("errorType")))
        {
            _differences.Equal("result", Expected(result), error is null ? string.Join('\n', rows) : Error(error), where);
        }
        else
        {
            _differences.Equal("error.condition", result.Text("errorCondition"), Class(error), where);
            if (!QuotesJava(result.Text("errorMessage")))
            {
                _differences.Equal("error.message", result.Text("errorMessage"), Message(error), where);
            }
        }
    }

    public bool Matches(JsonElement result, IReadOnlyList<string> rows, Exception? error)
    {
        if (result.Has("errorType"))
        {
            return error is not null;
        }

        if (result.Text("errorCondition") is { } condition)
        {
            return error is not null && Class(error) == condition && (QuotesJava(result.Text("errorMessage")) || Message(error) == result.Text("errorMessage"));
        }

        var expected = result.Has("outRows", out var several) ? several.EnumerateArray().Select(ValueText.Recorded).ToList() : [ValueText.Recorded(result.GetProperty("out"))];
        return error is null && expected.Count == rows.Count && expected.Zip(rows).All(pair => pair.First == pair.Second || IsNear(pair.First, pair.Second));
    }

    private static string Expected(JsonElement result) =>
        result.Text("errorCondition") is { } condition ? $"error {condition}"
        : result.Has("errorType") ? "an error"
        : result.Has("outRows", out var rows) ? string.Join('\n', rows.EnumerateArray().Select(ValueText.Recorded))
        : ValueText.Recorded(result.GetProperty("out"));

    private static string Error(Exception error) => $"error {Class(error)}: {Message(error)}";

    private static string Class(Exception error) => (Known(error) as StreamingException)?.ErrorClass ?? error.GetType().Name;

    // The recordings of expressions are without the excerpt of the SQL text.
    private static string Message(Exception error) => SqlPosition().Replace(Known(error).Message, "");

    private static Exception Known(Exception error) => error is StreamingQueryException { InnerException: { } inner } ? inner : error;

    // Texts of Java's parsers need not be ours (cases/README.md).
    private static bool QuotesJava(string? message) => message?.Contains("could not be parsed", StringComparison.Ordinal) == true;

    // Java's library is allowed one unit in the last place (cases/README.md).
    private bool IsNear(string expected, string actual) => _isTranscendental
        && double.TryParse(expected, CultureInfo.InvariantCulture, out double left) && double.TryParse(actual, CultureInfo.InvariantCulture, out double right)
        && (left == right || Math.BitIncrement(left) == right || Math.BitDecrement(left) == right);

    [GeneratedRegex(@"\n== SQL (.|\n)*$")]
    private static partial Regex SqlPosition();

    [GeneratedRegex(@"\b(a?(sin|cos|tan)h?|atan2|exp|expm1|e|ln|log|log10|log2|log1p|pow|power|cbrt|cot|csc|sec|degrees|radians|hypot)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex Transcendental();
}
