namespace Streaming;

/// <summary>Expressions as Spark writes them in column names.</summary>
internal static class SqlText
{
    private static readonly HashSet<string> Infix = new(StringComparer.OrdinalIgnoreCase)
    {
        "+", "-", "*", "/", "%", "=", "==", "<>", "!=", "<", "<=", ">", ">=", "<=>", "AND", "OR", "||", "&", "|", "^", "LIKE", "ILIKE", "RLIKE", "DIV",
    };

    public static string OfLiteral(LiteralExpression literal) => literal.Value switch
    {
        null => "NULL",
        string text => text,
        bool value => value ? "true" : "false",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        var value => literal.Text ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    public static string OfCall(CallExpression call)
    {
        var arguments = call.Children.Select(argument => argument.Sql).ToArray();
        string text = arguments.Length == 2 && Infix.Contains(call.Function)
            ? $"({arguments[0]} {Operator(call.Function)} {arguments[1]})"
            : $"{call.Function.ToLowerInvariant()}({(call.IsDistinct ? "DISTINCT " : "")}{string.Join(", ", arguments)})";
        return call.Filter is null ? text : $"{text} FILTER (WHERE {call.Filter.Sql})";
    }

    public static string OfCase(CaseExpression expression)
    {
        var parts = new List<string> { "CASE" };
        for (int i = 0; i + 1 < expression.Children.Count; i += 2)
        {
            parts.Add($"WHEN {expression.Children[i].Sql} THEN {expression.Children[i + 1].Sql}");
        }

        if (expression.HasElse)
        {
            parts.Add($"ELSE {expression.Children[^1].Sql}");
        }

        parts.Add("END");
        return string.Join(' ', parts);
    }

    public static string OfExtract(ExtractExpression expression) =>
        expression.Key is LiteralExpression { Value: string field } ? $"{expression.Child.Sql}.{field}" : $"{expression.Child.Sql}[{expression.Key.Sql}]";

    private static string Operator(string name) => name switch
    {
        "==" => "=",
        "!=" => "<>",
        _ => name.ToUpperInvariant(),
    };
}
