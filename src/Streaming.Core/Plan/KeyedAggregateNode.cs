namespace Streaming;

/// <summary>One row per key: an aggregate over all rows of the key.</summary>
/// <typeparam name="TIn">Rows that come in.</typeparam>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TBuffer">The intermediate value kept per key.</typeparam>
/// <typeparam name="TOut">The aggregate's result.</typeparam>
/// <typeparam name="TRow">Rows that go out.</typeparam>
/// <typeparam name="TAggregator">The aggregate.</typeparam>
public sealed class KeyedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> : LogicalNode<TRow>, IAggregateNode
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    internal KeyedAggregateNode(string name, LogicalNode<TIn> input, Func<TIn, TKey> keySelector, ISerde<TKey> keySerde, TAggregator aggregator, Func<TKey, TOut, TRow> makeRow)
        : base(name, input)
    {
        Input = input;
        KeySelector = keySelector;
        KeySerde = keySerde;
        Aggregator = aggregator;
        MakeRow = makeRow;
    }

    /// <summary>The input.</summary>
    public LogicalNode<TIn> Input { get; }

    /// <summary>Takes the key of a row.</summary>
    public Func<TIn, TKey> KeySelector { get; }

    /// <summary>How keys are written; equal bytes are equal keys.</summary>
    public ISerde<TKey> KeySerde { get; }

    /// <summary>The aggregate.</summary>
    public TAggregator Aggregator { get; }

    /// <summary>Makes a row from key and result.</summary>
    public Func<TKey, TOut, TRow> MakeRow { get; }

    /// <inheritdoc/>
    public bool HasEventTimeKey => false;

    /// <inheritdoc/>
    public EmptyEpochs EmptyEpochs(OutputMode mode) => mode != OutputMode.Complete ? Streaming.EmptyEpochs.WhenWatermarkAdvances : Streaming.EmptyEpochs.Never;

    /// <inheritdoc/>
    public string StateOperatorName => "stateStoreSave";

    /// <inheritdoc/>
    public override string Detail => $"key {TypeNames.Of(typeof(TKey))}";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitKeyedAggregate(this, argument);
}
