namespace Streaming;

/// <summary>One row per key and window: an aggregate over the rows of the key whose event time falls into the window.</summary>
/// <typeparam name="TIn">Rows that come in.</typeparam>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TBuffer">The intermediate value kept per key and window.</typeparam>
/// <typeparam name="TOut">The aggregate's result.</typeparam>
/// <typeparam name="TRow">Rows that go out.</typeparam>
/// <typeparam name="TAggregator">The aggregate.</typeparam>
public sealed class WindowedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> : LogicalNode<TRow>, IWindowedNode
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    internal WindowedAggregateNode(
        LogicalNode<TIn> input, Func<TIn, TKey> keySelector, ISerde<TKey> keySerde, FixedWindow window, TAggregator aggregator, Func<TKey, TimeWindow, TOut, TRow> makeRow, LateRowsSink? lateRows)
        : base("WindowedAggregate", input)
    {
        Input = input;
        KeySelector = keySelector;
        KeySerde = keySerde;
        Window = window;
        Aggregator = aggregator;
        MakeRow = makeRow;
        LateRows = lateRows;
        HasEventTimeKey = EventTimeOfRows.IsKnown(input);
    }

    /// <summary>The input.</summary>
    public LogicalNode<TIn> Input { get; }

    /// <summary>Takes the key of a row.</summary>
    public Func<TIn, TKey> KeySelector { get; }

    /// <summary>How keys are written; equal bytes are equal keys.</summary>
    public ISerde<TKey> KeySerde { get; }

    /// <summary>The windows.</summary>
    public FixedWindow Window { get; }

    /// <summary>The aggregate.</summary>
    public TAggregator Aggregator { get; }

    /// <summary>Makes a row from key, window and result.</summary>
    public Func<TKey, TimeWindow, TOut, TRow> MakeRow { get; }

    /// <summary>Where late rows go; null: they are counted only.</summary>
    public LateRowsSink? LateRows { get; }

    /// <inheritdoc/>
    public bool HasEventTimeKey { get; }

    /// <inheritdoc/>
    public EmptyEpochs EmptyEpochs(OutputMode mode) => mode != OutputMode.Complete ? Streaming.EmptyEpochs.WhenWatermarkAdvances : Streaming.EmptyEpochs.Never;

    /// <inheritdoc/>
    public string StateOperatorName => "stateStoreSave";

    /// <inheritdoc/>
    public override string Detail => $"key {TypeNames.Of(typeof(TKey))}, {Window}";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitWindowedAggregate(this, argument);
}
