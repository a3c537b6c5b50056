namespace Streaming;

/// <summary>Event times of an epoch at one watermark node: of one worker, or added up. Milliseconds since 1970-01-01 UTC.</summary>
internal sealed class EventTimeStats
{
    /// <summary>Rows with an event time.</summary>
    public long Count { get; private set; }

    public long MinimumMs { get; private set; } = long.MaxValue;

    public long MaximumMs { get; private set; } = long.MinValue;

    /// <summary>The mean, carried along as Spark does, so that both cut it to the same millisecond.</summary>
    public double AverageMs { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="microseconds">Its event time in microseconds since 1970-01-01 UTC.</param>
    public void Add(long microseconds)
    {
        long milliseconds = Math.DivRem(microseconds, 1000, out long rest) - (rest < 0 ? 1 : 0);
        Count++;
        MinimumMs = Math.Min(MinimumMs, milliseconds);
        MaximumMs = Math.Max(MaximumMs, milliseconds);
        AverageMs += (milliseconds - AverageMs) / Count;
    }

    public void Add(EventTimeStats other)
    {
        if (other.Count == 0)
        {
            return;
        }

        AverageMs = Count == 0 ? other.AverageMs : AverageMs + ((other.AverageMs - AverageMs) * other.Count / (Count + other.Count));
        Count += other.Count;
        MinimumMs = Math.Min(MinimumMs, other.MinimumMs);
        MaximumMs = Math.Max(MaximumMs, other.MaximumMs);
    }

    public void Reset()
    {
        Count = 0;
        MinimumMs = long.MaxValue;
        MaximumMs = long.MinValue;
        AverageMs = 0;
    }
}
