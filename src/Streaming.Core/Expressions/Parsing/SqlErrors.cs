namespace Streaming;

/// <summary>Errors of SQL text.</summary>
internal static partial class SqlErrors
{
    public static StreamingException Syntax(string near, string text, int at)
    {
        int line = 1 + text.AsSpan(0, at).Count('\n');
        int position = at - (text.LastIndexOf('\n', Math.Max(at - 1, 0)) + 1);
        if (at == 0)
        {
            position = 0;
        }

        string[] lines = text.Split('\n');
        string excerpt = string.Join('\n', lines.Take(line)) + "\n" + new string('-', position) + "^^^" + string.Concat(lines.Skip(line).Select(rest => "\n" + rest));
        return new StreamingException("PARSE_SYNTAX_ERROR", $"[PARSE_SYNTAX_ERROR] Syntax error at or near {near}. SQLSTATE: 42601 (line {line}, pos {position})\n\n== SQL ==\n{excerpt}") { SqlState = "42601" };
    }

    public static StreamingException Error(string errorClass, string sqlState, string message) =>
        new(errorClass, $"[{errorClass}] {message} SQLSTATE: {sqlState}") { SqlState = sqlState };

    public static StreamingException TypedLiteral(string type, string value) =>
        Error("INVALID_TYPED_LITERAL", "42604", $"The value of the typed literal \"{type}\" is invalid: '{value}'.");

    public static StreamingException NumericRange(string number, string type, string min, string max) =>
        Error("INVALID_NUMERIC_LITERAL_RANGE", "22003", $"Numeric literal {number} is outside the valid range for {type} with minimum value of {min} and maximum value of {max}. Please adjust the value accordingly.");

    public static StreamingException Unsupported(string what) =>
        Error("UNSUPPORTED_SQL", "0A000", $"{what} cannot be used here.");
}
