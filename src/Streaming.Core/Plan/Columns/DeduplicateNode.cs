namespace Streaming;

/// <summary>The first row of each key.</summary>
public sealed class DeduplicateNode : RowNode, IDeduplicateNode
{
    internal DeduplicateNode(RowNode input, IReadOnlyList<int> keyColumns, bool isWithinWatermark)
        : base(isWithinWatermark ? "DeduplicateWithinWatermark" : "Deduplicate", input.Schema, input)
    {
        Input = input;
        KeyColumns = keyColumns;
        IsWithinWatermark = isWithinWatermark;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>The key: numbers of columns.</summary>
    public IReadOnlyList<int> KeyColumns { get; }

    /// <inheritdoc/>
    public bool IsWithinWatermark { get; }

    /// <inheritdoc/>
    public bool HasEventTime => Schema.EventTimeColumn >= 0;

    /// <inheritdoc/>
    public bool HasEventTimeKey => KeyColumns.Any(column => Schema.Fields[column].WatermarkDelayMs is not null);

    /// <inheritdoc/>
    public override string Detail => string.Join(", ", KeyColumns.Select(column => Schema.Fields[column].Name));

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitDeduplicate(this, argument);
}
