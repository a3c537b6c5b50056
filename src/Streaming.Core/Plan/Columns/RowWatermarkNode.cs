namespace Streaming;

/// <summary>Says which column is the event time of a DataFrame, and gives the query a watermark.</summary>
public sealed class RowWatermarkNode : RowNode, IWatermarkNode
{
    internal RowWatermarkNode(RowNode input, int column, long delayMs, WatermarkOptions options)
        : base("EventTimeWatermark", Mark(input.Schema, column, delayMs), input)
    {
        Input = input;
        EventTimeColumn = column;
        DelayMs = delayMs;
        Options = options;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>Number of the column with the event time.</summary>
    public int EventTimeColumn { get; }

    /// <inheritdoc/>
    public long DelayMs { get; }

    /// <summary>What else is wanted.</summary>
    public WatermarkOptions Options { get; }

    /// <inheritdoc/>
    public override string Detail => $"{Schema.Fields[EventTimeColumn].Name}, delay {TimeSpan.FromMilliseconds(DelayMs)}";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitRowWatermark(this, argument);

    // A second watermark takes the place of the first.
    private static StructType Mark(StructType schema, int column, long delayMs) =>
        new(schema.Fields.Select((field, i) => field with { WatermarkDelayMs = i == column ? delayMs : null }));
}
