namespace Streaming;

/// <summary>Gives rows an event time, and the query a watermark.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class WatermarkNode<T> : LogicalNode<T>, IWatermarkNode
{
    internal WatermarkNode(LogicalNode<T> input, Func<T, DateTimeOffset?> eventTime, TimeSpan delay, WatermarkOptions options)
        : base("EventTimeWatermark", input)
    {
        Input = input;
        EventTime = eventTime;
        Delay = delay;
        Options = options;
    }

    /// <summary>The input.</summary>
    public LogicalNode<T> Input { get; }

    /// <summary>The event time of a row; null where it has none.</summary>
    public Func<T, DateTimeOffset?> EventTime { get; }

    /// <summary>How late rows may come.</summary>
    public TimeSpan Delay { get; }

    /// <summary>What else is wanted.</summary>
    public WatermarkOptions Options { get; }

    /// <inheritdoc/>
    public long DelayMs => (long)Delay.TotalMilliseconds;

    /// <inheritdoc/>
    public override string Detail => $"delay {Delay}";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitWatermark(this, argument);
}
