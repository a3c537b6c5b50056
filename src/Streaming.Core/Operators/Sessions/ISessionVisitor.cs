namespace Streaming;

/// <summary>Sees sessions; implemented by structs.</summary>
internal interface ISessionVisitor<TBuffer>
{
    /// <summary>A session; key and value are valid during the call.</summary>
    void Visit(ReadOnlySpan<byte> key, bool isNull, long start, long end, ref TBuffer value);
}
