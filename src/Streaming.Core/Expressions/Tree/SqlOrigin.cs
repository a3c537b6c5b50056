using System.Text;

namespace Streaming;

/// <summary>Where an expression stands in the SQL text that it was read from.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="Stop">Index behind its last.</param>
internal sealed record SqlOrigin(string Text, int Start, int Stop)
{
    // Longer texts are cut so far from the expression.
    private const int Around = 32;

    // The errors of evaluation with which Spark shows the text.
    private static readonly HashSet<string> s_withText = new(StringComparer.Ordinal)
    {
        "ARITHMETIC_OVERFLOW", "BINARY_ARITHMETIC_OVERFLOW", "CAST_INVALID_INPUT", "DIVIDE_BY_ZERO", "INTERVAL_ARITHMETIC_OVERFLOW", "INTERVAL_DIVIDED_BY_ZERO", "INVALID_ARRAY_INDEX",
        "INVALID_ARRAY_INDEX_IN_ELEMENT_AT", "INVALID_INDEX_OF_ZERO", "NUMERIC_VALUE_OUT_OF_RANGE", "REMAINDER_BY_ZERO",
    };

    private static readonly HashSet<string> s_withPosition = new(StringComparer.Ordinal)
    {
        "AMBIGUOUS_REFERENCE", "CANNOT_PARSE_INTERVAL", "DATATYPE_MISMATCH", "FAILED_FUNCTION_CALL", "FIELD_NOT_FOUND", "INVALID_EXTRACT_BASE_FIELD_TYPE", "INVALID_EXTRACT_FIELD", "INVALID_LAMBDA_FUNCTION_CALL",
        "INVALID_OPTIONS", "INVALID_SCHEMA", "SEED_EXPRESSION_IS_UNFOLDABLE", "UNRESOLVED_COLUMN", "UNRESOLVED_ROUTINE", "UNSUPPORTED_DATATYPE", "UNSUPPORTED_GROUPING_EXPRESSION", "WRONG_NUM_ARGS",
    };

    private const string Known = "streaming.sql.origin";

    /// <summary>An error of analysis with line and position of the expression, where Spark has them; the innermost expression counts.</summary>
    public StreamingException? OfAnalysis(StreamingException error) =>
        error.Message.Contains("` requires > ", StringComparison.Ordinal) || error.Message.Contains(" > 0) parameters", StringComparison.Ordinal)
            ? null // Spark finds these numbers of arguments in a later check, which has no position
            : Add(error, s_withPosition, $"; line {Line} pos {Position}");

    /// <summary>An error of evaluation with the text of the expression, where Spark has it; the innermost expression counts.</summary>
    public StreamingException? OfEvaluation(StreamingException error) => Add(error, s_withText, "\n" + Excerpt());

    private int Line => 1 + Text.AsSpan(0, Start).Count('\n');

    private int Position => Start - LineStart;

    private int LineStart => Start == 0 ? 0 : Text.LastIndexOf('\n', Start - 1) + 1;

    private StreamingException? Add(StreamingException error, HashSet<string> classes, string addition) =>
        error.Data.Contains(Known) || !classes.Contains(error.ErrorClass.Split('.')[0]) ? null : new StreamingException(error.ErrorClass, error.Message + addition, error.InnerException)
        {
            SqlState = error.SqlState,
            QueryId = error.QueryId,
            Operator = error.Operator,
            StreamSource = error.StreamSource,
            Topic = error.Topic,
            Partition = error.Partition,
            Offset = error.Offset,
            Data = { [Known] = true },
        };

    // The lines of the expression, each with what it covers underlined.
    private string Excerpt()
    {
        var output = new StringBuilder($"== SQL (line {Line}, position {Position + 1}) ==\n");
        int first = Math.Max(LineStart, Start - Around);
        int end = Text.IndexOf('\n', Stop - 1);
        end = end < 0 ? Text.Length : end;
        int last = Math.Min(end, Stop + Around);
        string before = first > LineStart ? "..." : "";
        string after = last < end ? "..." : "";
        int index = first;
        string[] lines = Text[first..last].Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string lead = i == 0 ? before : "";
            output.Append(lead).Append(lines[i]).Append(i == lines.Length - 1 ? after : "").Append('\n');
            int from = Math.Clamp(Start - index, 0, lines[i].Length);
            int to = Math.Clamp(Stop - index, 0, lines[i].Length);
            output.Append(' ', lead.Length + from).Append('^', to - from).Append('\n');
            index += lines[i].Length + 1;
        }

        return output.ToString();
    }
}
