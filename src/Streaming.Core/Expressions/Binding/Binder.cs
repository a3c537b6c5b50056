namespace Streaming;

/// <summary>Resolves names, types and functions of expressions over the columns of a relation.</summary>
internal sealed class Binder(StructType schema, bool isAnsi = true)
{
    public StructType Schema { get; } = schema;

    public bool IsAnsi { get; } = isAnsi;
}
