using System.Globalization;
using System.Numerics;

namespace Streaming;

/// <summary>How many different values there are, about: HyperLogLog++ (Heule, Nunkesser, Hall, 2013) over hashes of 64 bits, with the estimates of Spark.</summary>
internal static class HyperLogLog
{
    private const int Nearest = 6;

    // Below these numbers counting the empty registers is better.
    private static readonly double[] Thresholds = [10, 20, 40, 80, 220, 400, 900, 1800, 3100, 6500, 15500, 20000, 50000, 120000, 350000];

    // Measured estimates and how far they are off, for 4 to 18 bits (the appendix of the paper): 15 lines of estimates, 15 of biases.
    private static readonly Lazy<double[][]> Bias = new(ReadBias);

    /// <summary>Bits of the register's number for a relative error.</summary>
    public static int Precision(double relativeError) => (int)Math.Ceiling(2.0 * Math.Log(1.106 / relativeError) / Math.Log(2));

    public static void Add(byte[] registers, int precision, long hash)
    {
        int register = (int)((ulong)hash >> (64 - precision));
        ulong rest = ((ulong)hash << precision) | (1UL << (precision - 1));
        registers[register] = Math.Max(registers[register], (byte)(BitOperations.LeadingZeroCount(rest) + 1));
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
        double sum = 0;
        int empty = 0;
        foreach (byte register in registers)
        {
            sum += Math.ScaleB(1, -register);
            empty += register == 0 ? 1 : 0;
        }

        double m = registers.Length;
        double alpha = precision switch { 4 => 0.673, 5 => 0.697, 6 => 0.709, _ => 0.7213 / (1.0 + (1.079 / m)) };
        double estimate = alpha * m * m / sum;
        double corrected = precision < 19 && estimate < 5.0 * m ? estimate - BiasOf(estimate, precision) : estimate;
        if (empty > 0)
        {
            double counted = m * Math.Log(m / empty);
            if ((precision < 19 && counted <= Thresholds[precision - 4]) || estimate <= 2.5 * m)
            {
                corrected = counted;
            }
        }

        return (long)Math.Floor(corrected + 0.5);
    }

    // The mean of the biases of the nearest estimates.
    private static double BiasOf(double estimate, int precision)
    {
        double[] estimates = Bias.Value[precision - 4];
        double[] biases = Bias.Value[precision - 4 + Thresholds.Length];
        int found = Array.BinarySearch(estimates, estimate);
        int low = Math.Max((found < 0 ? ~found : found) - Nearest + 1, 0);
        int high = Math.Min(low + Nearest, estimates.Length);
        while (high < estimates.Length && Distance(high) < Distance(low))
        {
            low++;
            high++;
        }

        double sum = 0;
        for (int i = low; i < high; i++)
        {
            sum += biases[i];
        }

        return sum / (high - low);

        double Distance(int index) => (estimate - estimates[index]) * (estimate - estimates[index]);
    }

    private static double[][] ReadBias()
    {
        using var reader = new StreamReader(typeof(HyperLogLog).Assembly.GetManifestResourceStream("Streaming.HyperLogLogBias")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];
    }
}
