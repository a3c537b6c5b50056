namespace Streaming;

/// <summary>A user's own function over columns: called with columns or constants it makes a column.</summary>
/// <param name="arguments">Columns or constants, one for each parameter.</param>
/// <example><code>var shout = Functions.Udf((string text) => text.ToUpperInvariant()); frame.Select(shout(Functions.Col("word")));</code></example>
public delegate Column UserFunction(params object?[] arguments);
