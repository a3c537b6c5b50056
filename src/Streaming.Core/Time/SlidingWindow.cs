namespace Streaming;

/// <summary>Windows that overlap: each time falls into several.</summary>
/// <example><code>stream.GroupBy(reading => reading.Sensor).Window(SlidingWindow.Of("10 minutes", "1 minute")).Average(reading => reading.Value)</code></example>
public sealed class SlidingWindow : FixedWindow
{
    private SlidingWindow(TimeSpan size, TimeSpan slide, TimeSpan offset)
        : base(size, slide, offset)
    {
    }

    /// <summary>Windows of a length such as <c>10 minutes</c>, one every slide such as <c>1 minute</c>, shifted by an offset.</summary>
    /// <exception cref="StreamingException">A text is no duration, length or slide are not positive, the slide is longer than the window, or the offset not shorter than the slide.</exception>
    public static SlidingWindow Of(string size, string slide, string offset = "0 seconds") => Of(Duration.Parse(size), Duration.Parse(slide), Duration.Parse(offset));

    /// <summary>Windows of a length, one every slide, shifted by an offset.</summary>
    public static SlidingWindow Of(TimeSpan size, TimeSpan slide, TimeSpan offset = default) => new(size, slide, offset);

    /// <inheritdoc/>
    public override string ToString() => Offset == TimeSpan.Zero ? $"sliding {Size} every {Slide}" : $"sliding {Size} every {Slide}, offset {Offset}";
}
