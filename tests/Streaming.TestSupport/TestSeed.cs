using System.Globalization;

namespace Streaming.TestSupport;

/// <summary>Seed of tests with random input: STREAMING_SEED, else a new one for each process; printed when first used.</summary>
public static class TestSeed
{
    private static readonly Lazy<int> s_value = new(() =>
    {
        string? set = Environment.GetEnvironmentVariable("STREAMING_SEED");
        int seed = string.IsNullOrEmpty(set) ? Random.Shared.Next(1, int.MaxValue) : int.Parse(set, CultureInfo.InvariantCulture);
        Console.WriteLine($"STREAMING_SEED={seed.ToString(CultureInfo.InvariantCulture)} repeats this run's random input.");
        return seed;
    });

    public static int Value => s_value.Value;

    /// <summary>Text for failures.</summary>
    public static string Hint => $"STREAMING_SEED={Value.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A generator of its own for each purpose, the same for the same seed whatever order tests run in.</summary>
    public static Random NewRandom(string purpose)
    {
        // String hash codes differ from process to process.
        uint hash = 2166136261;
        foreach (char c in purpose)
        {
            hash = (hash ^ c) * 16777619;
        }

        return new Random(Value ^ (int)hash);
    }
}
