using System.Buffers.Binary;

namespace Streaming;

/// <summary>The bytes under which a session lies: length and bytes of its key, then its end.</summary>
internal static class SessionKey
{
    public const int LengthBytes = sizeof(int);

    public static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> bytes, out bool isNull)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        isNull = length < 0;
        return isNull ? default : bytes.Slice(LengthBytes, length);
    }

    public static long EndOf(ReadOnlySpan<byte> bytes) => OrderedKey.ReadLong(bytes[^OrderedKey.LongLength..]);
}
