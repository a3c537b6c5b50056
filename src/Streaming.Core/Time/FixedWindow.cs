namespace Streaming;

/// <summary>Windows of one length at fixed distances, counted from 1970-01-01 UTC plus an offset: <see cref="TumblingWindow"/>, <see cref="SlidingWindow"/>.</summary>
public abstract class FixedWindow
{
    private protected FixedWindow(TimeSpan size, TimeSpan slide, TimeSpan offset)
    {
        Size = size;
        Slide = slide;
        Offset = offset;
        SizeMicroseconds = size.Ticks / TimeSpan.TicksPerMicrosecond;
        SlideMicroseconds = slide.Ticks / TimeSpan.TicksPerMicrosecond;
        OffsetMicroseconds = offset.Ticks / TimeSpan.TicksPerMicrosecond;
        Check(SizeMicroseconds > 0, $"The length of a window must be more than zero, but is {size}.");
        Check(SlideMicroseconds > 0, $"The slide of a window must be more than zero, but is {slide}.");
        Check(SlideMicroseconds <= SizeMicroseconds, $"The slide of a window must not be longer than the window ({size}), but is {slide}: times between windows would belong to none.");
        Check(Math.Abs(OffsetMicroseconds) < SlideMicroseconds, $"The offset of a window must be shorter than its slide ({slide}), but is {offset}.");
    }

    /// <summary>Length of each window.</summary>
    public TimeSpan Size { get; }

    /// <summary>From the start of a window to the start of the next.</summary>
    public TimeSpan Slide { get; }

    /// <summary>How far the windows are shifted.</summary>
    public TimeSpan Offset { get; }

    internal long SizeMicroseconds { get; }

    internal long SlideMicroseconds { get; }

    internal long OffsetMicroseconds { get; }

    /// <summary>The most windows that a time falls into.</summary>
    internal int Windows => checked((int)((SizeMicroseconds + SlideMicroseconds - 1) / SlideMicroseconds));

    /// <summary>Start of the latest window that a time falls into.</summary>
    internal long LatestStart(long microseconds)
    {
        long rest = (microseconds - OffsetMicroseconds) % SlideMicroseconds;
        return microseconds - (rest < 0 ? rest + SlideMicroseconds : rest);
    }

    private static void Check(bool isGood, string message)
    {
        if (!isGood)
        {
            throw new StreamingException("INVALID_WINDOW", message);
        }
    }
}
