using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>How a variable's value is kept: a byte that says what there is, the time when it expires, the value.</summary>
internal static class StateBytes
{
    public const byte HasValue = 1;
    public const byte HasExpiry = 2;

    /// <summary>The value belongs to a list, which counts as one row.</summary>
    public const byte IsElement = 4;

    private const int ExpiryEnd = 1 + sizeof(long);

    public static void WriteHeader(ArrayBufferWriter<byte> output, byte flags, long expiry)
    {
        var span = output.GetSpan(ExpiryEnd);
        span[0] = (byte)(flags | (expiry > 0 ? HasExpiry : 0));
        output.Advance(1);
        if (expiry > 0)
        {
            BinaryPrimitives.WriteInt64BigEndian(span[1..], expiry);
            output.Advance(sizeof(long));
        }
    }

    /// <summary>When it expires; 0 for never.</summary>
    public static long Expiry(ReadOnlySpan<byte> data) => (data[0] & HasExpiry) == 0 ? 0 : BinaryPrimitives.ReadInt64BigEndian(data[1..]);

    public static bool Has(ReadOnlySpan<byte> data, byte flag) => (data[0] & flag) != 0;

    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> data) => data[((data[0] & HasExpiry) == 0 ? 1 : ExpiryEnd)..];
}
