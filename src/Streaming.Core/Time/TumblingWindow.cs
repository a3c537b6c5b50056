namespace Streaming;

/// <summary>Windows side by side: each time falls into one.</summary>
/// <example><code>stream.GroupBy(trade => trade.Coin).Window(TumblingWindow.Of("5 minutes")).Count()</code></example>
public sealed class TumblingWindow : FixedWindow
{
    private TumblingWindow(TimeSpan size, TimeSpan offset)
        : base(size, size, offset)
    {
    }

    /// <summary>Windows of a length such as <c>5 minutes</c>, shifted by an offset such as <c>1 hour</c>.</summary>
    /// <exception cref="StreamingException">A text is no duration, the length is not positive, or the offset not shorter.</exception>
    public static TumblingWindow Of(string size, string offset = "0 seconds") => Of(Duration.Parse(size), Duration.Parse(offset));

    /// <summary>Windows of a length, shifted by an offset.</summary>
    public static TumblingWindow Of(TimeSpan size, TimeSpan offset = default) => new(size, offset);

    /// <inheritdoc/>
    public override string ToString() => Offset == TimeSpan.Zero ? $"tumbling {Size}" : $"tumbling {Size}, offset {Offset}";
}
