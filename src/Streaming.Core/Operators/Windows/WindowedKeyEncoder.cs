using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Streaming;

/// <summary>Encodes the key of a typed record and its window: the window's end in byte order, then the key. One thread owns it.</summary>
internal sealed class WindowedKeyEncoder<TIn, TKey>(Func<TIn, TKey> selector, ISerde<TKey> serde)
{
    private static readonly bool CanBeNull = default(TKey) is null;

    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    /// <summary>Takes the key of a record; the windows come with <see cref="With"/>.</summary>
    public void Set(TIn value)
    {
        _buffer.ResetWrittenCount();
        _buffer.GetSpan(OrderedKey.LongLength);
        _buffer.Advance(OrderedKey.LongLength);
        var key = selector(value);
        if (CanBeNull)
        {
            bool isNull = key is null;
            _buffer.GetSpan(1)[0] = isNull ? (byte)0 : (byte)1;
            _buffer.Advance(1);
            if (isNull)
            {
                return;
            }
        }

        if (typeof(TKey) == typeof(Utf8Slice))
        {
            _buffer.Write(Unsafe.As<TKey, Utf8Slice>(ref key).Span);
        }
        else
        {
            serde.Write(key, _buffer);
        }
    }

    /// <summary>The bytes of the key in a window; valid until the next call.</summary>
    public ReadOnlySpan<byte> With(long end)
    {
        var span = _buffer.WrittenSpan;
        OrderedKey.WriteLong(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(span), OrderedKey.LongLength), end);
        return span;
    }

    /// <summary>The end of the window of a key.</summary>
    public static long EndOf(ReadOnlySpan<byte> bytes) => OrderedKey.ReadLong(bytes);

    /// <summary>The key without its window.</summary>
    public static TKey KeyOf(ReadOnlySpan<byte> bytes, ISerde<TKey> serde) =>
        CanBeNull && bytes[OrderedKey.LongLength] == 0 ? default! : serde.Read(bytes[(CanBeNull ? OrderedKey.LongLength + 1 : OrderedKey.LongLength)..]);
}
