using System.Diagnostics;

namespace Streaming.TestSupport;

/// <summary>Waits for conditions instead of for time.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks until the condition holds; the failure says what was waited for.</summary>
    public static Task True(Func<bool> condition, string what, TimeSpan? patience = null) =>
        True(() => Task.FromResult(condition()), () => what, patience);

    /// <summary>The same, with a text made at the failure: what the state was then.</summary>
    public static Task True(Func<bool> condition, Func<string> what, TimeSpan? patience = null) =>
        True(() => Task.FromResult(condition()), what, patience);

    public static async Task True(Func<Task<bool>> condition, Func<string> what, TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        long start = Stopwatch.GetTimestamp();
        int pause = 1;
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what()}");
            }

            await Task.Delay(pause);
            pause = Math.Min(pause * 2, 100);
        }
    }

    /// <summary>Repeats assertions until they pass; the last failure is thrown when time is up.</summary>
    public static async Task Passes(Action assertions, TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        long start = Stopwatch.GetTimestamp();
        int pause = 1;
        while (true)
        {
            try
            {
                assertions();
                return;
            }
            catch (Exception) when (Stopwatch.GetElapsedTime(start) <= limit)
            {
            }

            await Task.Delay(pause);
            pause = Math.Min(pause * 2, 100);
        }
    }
}
