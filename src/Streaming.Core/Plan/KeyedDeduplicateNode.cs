namespace Streaming;

/// <summary>The first of the typed rows with each key.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
/// <typeparam name="TKey">The key.</typeparam>
public sealed class KeyedDeduplicateNode<T, TKey> : LogicalNode<T>, IDeduplicateNode
{
    internal KeyedDeduplicateNode(LogicalNode<T> input, Func<T, TKey> keySelector, ISerde<TKey> keySerde, bool isWithinWatermark, bool hasEventTimeKey)
        : base(isWithinWatermark ? "DropDuplicatesWithinWatermark" : "DropDuplicates", input)
    {
        Input = input;
        KeySelector = keySelector;
        KeySerde = keySerde;
        IsWithinWatermark = isWithinWatermark;
        HasEventTimeKey = hasEventTimeKey;
    }

    /// <summary>The input.</summary>
    public LogicalNode<T> Input { get; }

    /// <summary>Takes the key of a row.</summary>
    public Func<T, TKey> KeySelector { get; }

    /// <summary>How keys are written; equal bytes are equal keys.</summary>
    public ISerde<TKey> KeySerde { get; }

    /// <inheritdoc/>
    public bool IsWithinWatermark { get; }

    /// <inheritdoc/>
    public bool HasEventTimeKey { get; }

    /// <inheritdoc/>
    public bool HasEventTime => DelayMs is not null;

    /// <summary>The delay of the watermark; null where there is none. The longest where streams of several delays meet.</summary>
    public long? DelayMs => PlanText.Number(Input).Keys.OfType<IWatermarkNode>().Max(node => (long?)node.DelayMs);

    /// <inheritdoc/>
    public override string Detail => $"key {TypeNames.Of(typeof(TKey))}{(HasEventTimeKey ? " and event time" : "")}";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitKeyedDeduplicate(this, argument);
}
