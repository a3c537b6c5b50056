namespace Streaming;

/// <summary>Durations as Spark writes them: <c>10 seconds</c>, <c>1 minute 30 seconds</c>, <c>15m</c>.</summary>
public static class Duration
{
    /// <summary>Reads a duration.</summary>
    public static bool TryParse(string text, out TimeSpan value) => throw new InvalidOperationException();
}
