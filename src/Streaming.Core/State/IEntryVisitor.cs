namespace Streaming;

/// <summary>Sees entries of a <see cref="StateTable{TValue}"/>; implemented by structs.</summary>
internal interface IEntryVisitor<TValue>
{
    /// <summary>An entry; key and value are valid during the call.</summary>
    void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref TValue value);
}
