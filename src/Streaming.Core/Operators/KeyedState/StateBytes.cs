using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>How a variable's value is kept: a byte that says what there is, the time when it expires, the time under which it is in the index where that is another one, the value.</summary>
/// <remarks>
/// The time in the index is never after the other. What is written again and again, and so expires later and later, stays where it was in the index until
/// that time comes: writing the index costs more than all the rest.
/// </remarks>
internal static class StateBytes
{
    public const byte HasValue = 1;

    /// <summary>The value belongs to a list, which counts as one row.</summary>
    public const byte IsElement = 4;

    private const byte HasExpiry = 2;
    private const byte IsElsewhere = 8;

    private const int ExpiryEnd = 1 + sizeof(long);
    private const int IndexEnd = ExpiryEnd + sizeof(long);

    /// <summary>Writes what comes before the value.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="flags"><see cref="HasValue"/>, <see cref="IsElement"/>.</param>
    /// <param name="expiry">When it expires; 0 for never.</param>
    /// <param name="indexed">The time in the index.</param>
    public static void WriteHeader(ArrayBufferWriter<byte> output, byte flags, long expiry, long indexed)
    {
        var span = output.GetSpan(IndexEnd);
        bool isElsewhere = indexed != expiry;
        span[0] = (byte)(flags | (expiry > 0 ? HasExpiry : 0) | (isElsewhere ? IsElsewhere : 0));
        output.Advance(1);
        if (expiry > 0)
        {
            BinaryPrimitives.WriteInt64BigEndian(span[1..], expiry);
            output.Advance(sizeof(long));
        }

        if (isElsewhere)
        {
            BinaryPrimitives.WriteInt64BigEndian(span[ExpiryEnd..], indexed);
            output.Advance(sizeof(long));
        }
    }

    /// <summary>When it expires; 0 for never.</summary>
    public static long Expiry(ReadOnlySpan<byte> data) => (data[0] & HasExpiry) == 0 ? 0 : BinaryPrimitives.ReadInt64BigEndian(data[1..]);

    /// <summary>The time under which it is in the index; 0 where it is not.</summary>
    public static long Indexed(ReadOnlySpan<byte> data) => (data[0] & IsElsewhere) == 0 ? Expiry(data) : BinaryPrimitives.ReadInt64BigEndian(data[ExpiryEnd..]);

    /// <summary>The time in the index of what is written over a value.</summary>
    /// <param name="before">The time in the index so far; 0 where it is not there.</param>
    /// <param name="expiry">When the new value expires.</param>
    public static long IndexedAfter(long before, long expiry) => before != 0 && before <= expiry ? before : expiry;

    /// <summary>The same with the index at the time when it expires.</summary>
    public static byte[] Indexed(ReadOnlySpan<byte> data, long expiry)
    {
        var value = Value(data);
        byte[] moved = new byte[ExpiryEnd + value.Length];
        moved[0] = (byte)(data[0] & ~IsElsewhere);
        BinaryPrimitives.WriteInt64BigEndian(moved.AsSpan(1), expiry);
        value.CopyTo(moved.AsSpan(ExpiryEnd));
        return moved;
    }

    public static bool Has(ReadOnlySpan<byte> data, byte flag) => (data[0] & flag) != 0;

    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> data) => data[((data[0] & IsElsewhere) != 0 ? IndexEnd : (data[0] & HasExpiry) != 0 ? ExpiryEnd : 1)..];
}
