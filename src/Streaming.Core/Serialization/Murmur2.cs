using System.Buffers.Binary;

namespace Streaming;

/// <summary>The 32-bit murmur2 hash in the variant of Kafka's Java clients: decides which partition a key belongs to.</summary>
/// <remarks>Source: <c>org.apache.kafka.common.utils.Utils.murmur2</c>, itself after Austin Appleby's MurmurHash2 (seed 0x9747b28c).</remarks>
public static class Murmur2
{
    private const uint Multiplier = 0x5bd1e995;
    private const uint Seed = 0x9747b28c;

    /// <summary>Hash of some bytes.</summary>
    public static int Hash(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            uint hash = Seed ^ (uint)data.Length;
            while (data.Length >= 4)
            {
                uint word = BinaryPrimitives.ReadUInt32LittleEndian(data) * Multiplier;
                word ^= word >> 24;
                hash = (hash * Multiplier) ^ (word * Multiplier);
                data = data[4..];
            }

            if (data.Length > 0)
            {
                uint tail = data[0];
                if (data.Length > 1)
                {
                    tail |= (uint)data[1] << 8;
                }

                if (data.Length > 2)
                {
                    tail |= (uint)data[2] << 16;
                }

                hash = (hash ^ tail) * Multiplier;
            }

            hash ^= hash >> 13;
            hash *= Multiplier;
            return (int)(hash ^ (hash >> 15));
        }
    }

    /// <summary>The partition of a hash, as Kafka's default partitioner computes it.</summary>
    /// <param name="hash">From <see cref="Hash"/>.</param>
    /// <param name="count">Number of partitions, at least 1.</param>
    public static int PartitionOf(int hash, int count) => (hash & 0x7fffffff) % count;
}
