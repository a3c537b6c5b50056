using System.Buffers.Binary;

namespace Streaming;

/// <summary>Numbers as bytes whose order is the order of the numbers.</summary>
internal static class OrderedKey
{
    /// <summary>Bytes of a number.</summary>
    public const int LongLength = sizeof(long);

    public static void WriteLong(Span<byte> output, long value) => BinaryPrimitives.WriteInt64BigEndian(output, value ^ long.MinValue);

    public static long ReadLong(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadInt64BigEndian(data) ^ long.MinValue;
}
