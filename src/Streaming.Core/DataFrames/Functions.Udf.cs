namespace Streaming;

/// <content>Functions of the user.</content>
public static partial class Functions
{
    /// <summary>A C# function over columns; the types follow from its own.</summary>
    /// <param name="function">Any function of up to ten parameters whose types SQL knows. A NULL for a parameter without null (<c>int</c>) makes the result NULL without a call; <c>int?</c> and <c>string</c> get it as null.</param>
    /// <param name="options">Its name, and whether it is deterministic.</param>
    /// <exception cref="StreamingException">A type has no SQL type.</exception>
    /// <example><code>var initial = Functions.Udf((string name) => name[..1]); frame.Select(initial(Functions.Col("name")).As("initial"));</code></example>
    public static UserFunction Udf(Delegate function, UdfOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Of(UdfMaker.Make(function, options?.Name, options?.IsDeterministic ?? true));
    }

    internal static UserFunction Of(UdfDefinition definition) => arguments =>
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new Column(new UdfExpression(definition, arguments.Select(Column.Operand)));
    };
}
