namespace Streaming;

/// <summary>Sees the entries of a <see cref="TimeIndex"/> that are due; implemented by structs.</summary>
internal interface IDueVisitor
{
    /// <summary>An entry; the key is valid during the call.</summary>
    void Visit(int partition, long time, ReadOnlySpan<byte> key, bool isNull);
}
