namespace Streaming;

/// <summary>Schemas given as text: DDL (<c>a INT, b STRING</c>) or a type (<c>ARRAY&lt;INT&gt;</c>).</summary>
internal static class SchemaText
{
    public static DataType Parse(string text) => throw new InvalidOperationException(text);
}
