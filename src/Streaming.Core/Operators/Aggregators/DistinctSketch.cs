using System.Numerics;

namespace Streaming;

/// <summary>A HyperLogLog sketch: about how many different hashes it has seen. Estimation after O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017), which needs no tables.</summary>
internal static class DistinctSketch
{
    /// <summary>Bits of the hash that choose a register, for a relative standard deviation.</summary>
    public static int PrecisionOf(double relativeStandardDeviation) => Math.Clamp((int)Math.Ceiling(2 * Math.Log2(1.106 / relativeStandardDeviation)), 4, 18);

    public static void Add(byte[] registers, int precision, ulong hash)
    {
        int index = (int)(hash >> (64 - precision));
        byte rank = (byte)(BitOperations.LeadingZeroCount((hash << precision) | (1UL << (precision - 1))) + 1);
        if (rank > registers[index])
        {
            registers[index] = rank;
        }
    }

    public static void Merge(byte[] registers, byte[] other)
    {
        for (int i = 0; i < registers.Length; i++)
        {
            registers[i] = Math.Max(registers[i], other[i]);
        }
    }

    public static long Estimate(byte[] registers, int precision)
    {
        int last = 64 - precision;
        Span<int> counts = stackalloc int[last + 2];
        counts.Clear();
        foreach (byte rank in registers)
        {
            counts[rank]++;
        }

        double m = registers.Length;
        double z = m * Tau(1 - (counts[last + 1] / m));
        for (int k = last; k >= 1; k--)
        {
            z = 0.5 * (z + counts[k]);
        }

        z += m * Sigma(counts[0] / m);
        return (long)Math.Round(m * m / (2 * Math.Log(2) * z));
    }

    private static double Sigma(double x)
    {
        if (x == 1)
        {
            return double.PositiveInfinity;
        }

        double y = 1;
        double z = x;
        double before;
        do
        {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        }
        while (z != before);
        return z;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
        {
            return 0;
        }

        double y = 1;
        double z = 1 - x;
        double before;
        do
        {
            x = Math.Sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }
        while (z != before);
        return z / 3;
    }
}
