using System.Buffers;
using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>Encodes the key of a typed record. One thread owns it.</summary>
internal sealed class KeyEncoder<TIn, TKey>(Func<TIn, TKey> selector, ISerde<TKey> serde)
{
    // Asked first, so that a key that is a struct is never boxed to be compared with null.
    private static readonly bool CanBeNull = default(TKey) is null;

    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    public ReadOnlySpan<byte> Encode(TIn value, out bool isNull)
    {
        var key = selector(value);
        if (CanBeNull && key is null)
        {
            isNull = true;
            return default;
        }

        isNull = false;
        if (typeof(TKey) == typeof(Utf8Slice))
        {
            return Unsafe.As<TKey, Utf8Slice>(ref key).Span; // its bytes are its encoding
        }

        _buffer.ResetWrittenCount();
        serde.Write(key, _buffer);
        return _buffer.WrittenSpan;
    }
}
