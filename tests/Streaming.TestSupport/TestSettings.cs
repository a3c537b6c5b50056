using System.Globalization;

namespace Streaming.TestSupport;

/// <summary>What the environment asks of tests.</summary>
public static class TestSettings
{
    /// <summary>How often the kill tests kill: STREAMING_KILLS, 10 without it.</summary>
    public static int Kills => Number("STREAMING_KILLS", 10);

    /// <summary>Tests fail instead of being skipped where there are no servers: STREAMING_REQUIRE_SERVERS=1.</summary>
    public static bool RequireServers => Environment.GetEnvironmentVariable("STREAMING_REQUIRE_SERVERS") == "1";

    public static int Number(string variable, int otherwise)
    {
        string? text = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out int value) && value >= 0
            ? value
            : throw new InvalidOperationException($"{variable} is '{text}', not a number.");
    }
}
