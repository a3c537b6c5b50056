namespace Streaming;

/// <summary>The linear congruential generator of java.util.Random, for results that depend on its numbers.</summary>
internal sealed class JavaRandom(long seed)
{
    private const long Multiplier = 0x5DEECE66D;
    private const long Mask = (1L << 48) - 1;

    /// <summary>The 48 bits it goes on from.</summary>
    public long State { get; set; } = (seed ^ Multiplier) & Mask;

    public double NextDouble() => (((long)Next(26) << 27) + Next(27)) * (1.0 / (1L << 53));

    /// <summary>A number from 0 to below a bound.</summary>
    public int NextInt(int bound)
    {
        int bits = Next(31);
        if ((bound & -bound) == bound)
        {
            return (int)((bound * (long)bits) >> 31);
        }

        int value = bits % bound;
        while (unchecked(bits - value + (bound - 1)) < 0)
        {
            bits = Next(31);
            value = bits % bound;
        }

        return value;
    }

    private int Next(int bits)
    {
        State = ((State * Multiplier) + 0xB) & Mask;
        return (int)(State >> (48 - bits));
    }
}
