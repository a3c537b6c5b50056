using System.Numerics;

namespace Streaming;

/// <summary>Marsaglia's xorshift generator with Spark's seeding, so that seeds give Spark's numbers.</summary>
internal sealed class XorShiftRandom
{
    private const int SeedOfSeeds = 0x3c074a61;
    private long _state;
    private double? _gaussian;

    public XorShiftRandom(long seed)
    {
        int low = Hash(seed, SeedOfSeeds);
        _state = ((long)Hash(seed, low) << 32) | (uint)low;
    }

    public int Next(int bits)
    {
        long next = _state ^ (_state << 21);
        next ^= (long)((ulong)next >> 35);
        next ^= next << 4;
        _state = next;
        return (int)(next & ((1L << bits) - 1));
    }

    public double NextDouble() => (((long)Next(26) << 27) + Next(27)) * (1.0 / (1L << 53));

    public long NextLong() => ((long)Next(32) << 32) + Next(32);

    // Polar method; it makes two numbers at once.
    public double NextGaussian()
    {
        if (_gaussian is { } kept)
        {
            _gaussian = null;
            return kept;
        }

        while (true)
        {
            double a = (2 * NextDouble()) - 1;
            double b = (2 * NextDouble()) - 1;
            double square = (a * a) + (b * b);
            if (square is < 1 and not 0)
            {
                double factor = Math.Sqrt(-2 * Math.Log(square) / square);
                _gaussian = b * factor;
                return a * factor;
            }
        }
    }

    // Murmur3 of the eight bytes of a seed, high byte first.
    private static int Hash(long seed, int start)
    {
        uint hash = (uint)start;
        foreach (uint half in (ReadOnlySpan<uint>)[(uint)(seed >> 32), (uint)seed])
        {
            uint block = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(half);
            block = BitOperations.RotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
            hash = (BitOperations.RotateLeft(hash ^ block, 13) * 5) + 0xe6546b64;
        }

        hash ^= 8;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return (int)(hash ^ (hash >> 16));
    }
}
