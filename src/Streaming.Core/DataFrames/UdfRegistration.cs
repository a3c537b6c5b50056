using System.Collections.Concurrent;

namespace Streaming;

/// <summary>The functions of a session's user, known to SQL texts by name (case does not matter).</summary>
public sealed class UdfRegistration
{
    private readonly ConcurrentDictionary<string, UdfDefinition> _functions = new(StringComparer.OrdinalIgnoreCase);

    internal UdfRegistration()
    {
    }

    /// <summary>Gives a function a name; one of that name is replaced.</summary>
    /// <param name="name">The name.</param>
    /// <param name="function">Any function of up to ten parameters whose types SQL knows. A NULL for a parameter without null (<c>int</c>) makes the result NULL without a call; <c>int?</c> and <c>string</c> get it as null.</param>
    /// <param name="options">What else is to be said.</param>
    /// <returns>The function over columns.</returns>
    /// <exception cref="StreamingException">A type has no SQL type.</exception>
    /// <example><code>session.Udf.Register("twice", (int x) => 2 * x); frame.SelectExpr("twice(n)");</code></example>
    public UserFunction Register(string name, Delegate function, UdfOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        var definition = UdfMaker.Make(function, name, options?.IsDeterministic ?? true);
        _functions[name] = definition;
        return Functions.Of(definition);
    }

    /// <summary>Calls of these functions instead of calls by name.</summary>
    internal SqlExpression Resolve(SqlExpression expression) => _functions.IsEmpty ? expression : ExpressionRewriter.Replace(expression, part =>
        part is CallExpression call && _functions.TryGetValue(call.Function, out var definition) ? new UdfExpression(definition, call.Children.Select(Resolve)) : null);
}
