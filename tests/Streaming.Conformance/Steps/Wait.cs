namespace Streaming.Conformance;

/// <summary>Waits for conditions.</summary>
internal static class Wait
{
    /// <summary>How long a query may take to come to rest.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan patience, bool pause = true)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience)
            {
                return false;
            }

            if (pause)
            {
                await Task.Delay(2);
            }
            else
            {
                await Task.Yield(); // some moments are short
            }
        }

        return true;
    }
}
