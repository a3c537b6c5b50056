using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>The key of a state entry in files and on disk (see <see cref="IStateStore"/>).</summary>
internal static class StateKey
{
    public const int PrefixLength = 5;

    public static void Write(ArrayBufferWriter<byte> output, int operatorId, int store, int partition, bool isNull, ReadOnlySpan<byte> key)
    {
        var span = output.GetSpan(PrefixLength + key.Length);
        span[0] = (byte)operatorId;
        span[1] = (byte)store;
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], (ushort)partition);
        span[4] = isNull ? (byte)1 : (byte)0;
        key.CopyTo(span[PrefixLength..]);
        output.Advance(PrefixLength + key.Length);
    }

    /// <summary>What the keys of a partition of a store begin with, or what comes after all of them.</summary>
    public static byte[] StorePrefix(int operatorId, int store, int partition, bool after)
    {
        byte[] prefix = new byte[PrefixLength];
        uint number = ((uint)operatorId << 24) | ((uint)store << 16) | (uint)partition;
        if (after && ++number == 0)
        {
            return [];
        }

        BinaryPrimitives.WriteUInt32BigEndian(prefix, number);
        return prefix;
    }

    public static int OperatorId(ReadOnlySpan<byte> key) => key[0];

    public static int Store(ReadOnlySpan<byte> key) => key[1];

    public static int Partition(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt16BigEndian(key[2..]);

    public static bool IsNull(ReadOnlySpan<byte> key) => key[4] == 1;

    public static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> key) => key[PrefixLength..];
}
