namespace Streaming;

/// <summary>Reads the delay of a watermark.</summary>
internal static class WatermarkDelay
{
    public static TimeSpan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var delay = Duration.ParseDelay(text);
        return delay >= TimeSpan.Zero ? delay : throw new StreamingException("INVALID_WATERMARK_DELAY", $"requirement failed: delay threshold ({text}) should not be negative.");
    }
}
