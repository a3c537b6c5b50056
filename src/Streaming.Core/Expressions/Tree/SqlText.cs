using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Expressions as Spark writes them in column names.</summary>
internal static class SqlText
{
    private static readonly HashSet<string> Infix = new(StringComparer.OrdinalIgnoreCase)
    {
        "+", "-", "*", "/", "%", "=", "<", "<=", ">", ">=", "<=>", "AND", "OR", "&", "|", "^", "<<", ">>", ">>>", "div",
    };

    /// <summary>Timestamps in texts: no zeros behind.</summary>
    public const string Moment = "yyyy-MM-dd HH:mm:ss.FFFFFF";

    /// <summary>The text of an expression.</summary>
    public static string Of(SqlExpression expression) => Of(expression, null);

    /// <summary>The name of the column that a selected expression makes; of a field, and of a field that is cast, its own name.</summary>
    public static string NameOf(SqlExpression expression) => expression switch
    {
        AliasExpression alias => string.Join(", ", alias.Names),
        AttributeExpression attribute => attribute.Parts[^1],
        CastExpression { Child: var child } when IsNamed(child) => NameOf(child),
        CallExpression { Children: [var child] } call when FunctionText.IsCast(call.Function) && IsNamed(child) => NameOf(child),
        CallExpression call => FunctionText.ColumnsOf(call) ?? Of(call),
        _ => Of(expression),
    };

    private static bool IsNamed(SqlExpression expression) => expression switch
    {
        AttributeExpression => true,
        CastExpression cast => IsNamed(cast.Child),
        CallExpression call => call.Function.ToLowerInvariant() is "window" or "session_window" || (FunctionText.IsCast(call.Function) && call.Children.Count == 1 && IsNamed(call.Children[0])),
        _ => false,
    };

    private static string Of(SqlExpression expression, Scope? scope) => expression switch
    {
        LiteralExpression literal => OfLiteral(literal),
        AttributeExpression attribute => OfAttribute(attribute, scope),
        StarExpression star => star.Target.Count == 0 ? "*" : string.Join('.', star.Target) + ".*",
        AliasExpression alias => $"{Of(alias.Child, scope)} AS {string.Join(", ", alias.Names)}",
        CastExpression { Type: ArrayType or MapType or StructType } cast => Of(cast.Child, scope), // as Spark leaves them out
        CastExpression cast => $"{(cast.IsTry ? "TRY_CAST" : "CAST")}({Of(cast.Child, scope)} AS {cast.Type.Sql})",
        ExtractExpression extract => OfExtract(extract, scope),
        SortExpression sort => $"{Of(sort.Child, scope)} {(sort.IsDescending ? "DESC" : "ASC")} NULLS {(sort.NullsFirst ? "FIRST" : "LAST")}",
        LambdaExpression lambda => OfLambda(lambda, scope),
        CaseExpression choice => OfCase(choice, scope),
        CallExpression call => OfCall(call, scope),
        OverExpression over => $"{Of(over.Call, scope)} OVER ({string.Join(' ', Clauses(over, scope))})",
        InSubqueryExpression subquery => $"({Of(subquery.Value, scope)} IN (listquery()))",
        UdfExpression udf => $"{udf.Name ?? "UDF"}({string.Join(", ", udf.Children.Select(argument => Of(argument, scope)))})",
        _ => expression.GetType().Name,
    };

    private static IEnumerable<string> Clauses(OverExpression over, Scope? scope)
    {
        if (over.Partitions > 0)
        {
            yield return $"PARTITION BY {string.Join(", ", over.PartitionBy.Select(part => Of(part, scope)))}";
        }

        if (over.OrderBy.Any())
        {
            yield return $"ORDER BY {string.Join(", ", over.OrderBy.Select(part => Of(part, scope)))}";
        }
    }

    // Parameters of functions have no name of their own in Spark's texts.
    private static string OfAttribute(AttributeExpression attribute, Scope? scope) =>
        Scope.Has(scope, attribute.Parts[0])
            ? string.Join('.', attribute.Parts.Skip(1).Prepend("namedlambdavariable()"))
            : string.Join('.', attribute.Parts);

    private static string OfLambda(LambdaExpression lambda, Scope? scope)
    {
        string body = Of(lambda.Body, new Scope(lambda.Parameters, scope));
        return $"lambdafunction({body}, {string.Join(", ", lambda.Parameters.Select(_ => "namedlambdavariable()"))})";
    }

    private static string OfLiteral(LiteralExpression literal)
    {
        switch (literal.Value)
        {
            case null:
                return "NULL";
            case string text:
                return text;
            case bool value:
                return value ? "true" : "false";
            case byte[] bytes:
                return $"X'{Convert.ToHexString(bytes)}'";
            case float number:
                var single = new StringBuilder();
                JavaNumber.Append(single, number);
                return single.ToString();
            case double number:
                var text2 = new StringBuilder();
                JavaNumber.Append(text2, number);
                return text2.ToString();
            case DateOnly day:
                return $"DATE '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";
            case DateTimeOffset moment:
                return $"TIMESTAMP '{literal.Text ?? moment.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture)}'";
            case DateTime local:
                return $"TIMESTAMP_NTZ '{local.ToString(Moment, CultureInfo.InvariantCulture)}'";
            case TimeSpan duration when literal.Type is IntervalType type:
                return IntervalText.DayTime(duration.Ticks / TimeSpan.TicksPerMicrosecond, type);
            case int months when literal.Type is IntervalType type:
                return IntervalText.YearMonth(months, type);
            default:
                return Convert.ToString(literal.Value, CultureInfo.InvariantCulture)!;
        }
    }

    private static string OfCall(CallExpression call, Scope? scope)
    {
        var keys = call.Children.OfType<SortExpression>().Select(key => FunctionText.OfKey(call, key, Of(key.Child, scope)) ?? Of(key, scope)).ToArray();
        var arguments = call.Children.Where(argument => argument is not SortExpression).Select(argument => Of(argument, scope)).ToArray();
        string text = arguments.Length == 2 && Infix.Contains(call.Function)
            ? OfInfix(call, arguments[0], arguments[1])
            : FunctionText.Of(call, arguments);
        if (keys.Length > 0)
        {
            text += $" WITHIN GROUP (ORDER BY {string.Join(", ", keys)})";
        }

        return call.Filter is null ? text : $"{text} FILTER (WHERE {Of(call.Filter, scope)})";
    }

    // Spark writes sums of times and intervals without parentheses; without types only literals tell them.
    private static string OfInfix(CallExpression call, string left, string right)
    {
        string text = $"{left} {(call.Function.Equals("div", StringComparison.OrdinalIgnoreCase) ? "div" : call.Function.ToUpperInvariant())} {right}";
        bool isTime = call.Function is "+" or "-" && (IsTime(call.Children[0]) || IsTime(call.Children[1]) || IsInterval(call.Children[0]) != IsInterval(call.Children[1]));
        return isTime ? text : $"({text})";
    }

    private static bool IsInterval(SqlExpression expression) => expression is LiteralExpression { Type: IntervalType };

    private static bool IsTime(SqlExpression expression) =>
        expression is LiteralExpression { Value: DateOnly or DateTime or DateTimeOffset }
        || (expression is CastExpression { Type: AtomicType { Kind: AtomicKind.Date or AtomicKind.Timestamp or AtomicKind.TimestampNtz } });

    private static string OfCase(CaseExpression expression, Scope? scope)
    {
        var parts = new List<string> { "CASE" };
        for (int i = 0; i + 1 < expression.Children.Count; i += 2)
        {
            parts.Add($"WHEN {Of(expression.Children[i], scope)} THEN {Of(expression.Children[i + 1], scope)}");
        }

        if (expression.HasElse)
        {
            parts.Add($"ELSE {Of(expression.Children[^1], scope)}");
        }

        parts.Add("END");
        return string.Join(' ', parts);
    }

    private static string OfExtract(ExtractExpression extract, Scope? scope) =>
        extract.Key is LiteralExpression { Value: string field } key && IsField(key)
            ? $"{Of(extract.Child, scope)}.{field}"
            : $"{Of(extract.Child, scope)}[{Of(extract.Key, scope)}]";

    // a.b; a['b'] has the quote it was written with.
    private static bool IsField(LiteralExpression key) => key.Text is null || !key.Text.StartsWith('\'');

    private sealed record Scope(IReadOnlyList<string> Names, Scope? Outer)
    {
        public static bool Has(Scope? scope, string name)
        {
            for (; scope is not null; scope = scope.Outer)
            {
                if (scope.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
