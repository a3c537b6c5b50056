using System.Buffers.Binary;

namespace Streaming;

/// <summary>What a database says of itself: the epoch that it holds, and which delta of that epoch it was.</summary>
/// <remarks>Written together with the changes of the epoch. The hash tells another history of the same checkpoint (set back, run again by another backend) apart.</remarks>
/// <param name="Epoch">The epoch.</param>
/// <param name="DeltaHash">Last hash of that epoch's delta.</param>
internal readonly record struct RocksDbMarker(long Epoch, ulong DeltaHash)
{
    public const int Length = 17;
    private const byte Version = 1;

    /// <summary>Its key, after the keys of all operators.</summary>
    public static ReadOnlySpan<byte> Key => [0xFF, (byte)'e', (byte)'p', (byte)'o', (byte)'c', (byte)'h'];

    /// <summary>The key before which all entries of operators are.</summary>
    public static ReadOnlySpan<byte> EndOfEntries => [0xFF];

    public void Write(Span<byte> output)
    {
        output[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(output[1..], Epoch);
        BinaryPrimitives.WriteUInt64LittleEndian(output[9..], DeltaHash);
    }

    /// <summary>Reads one; null where it was written by another release.</summary>
    public static RocksDbMarker? Read(ReadOnlySpan<byte> value) => value.Length == Length && value[0] == Version
        ? new RocksDbMarker(BinaryPrimitives.ReadInt64LittleEndian(value[1..]), BinaryPrimitives.ReadUInt64LittleEndian(value[9..]))
        : null;
}
