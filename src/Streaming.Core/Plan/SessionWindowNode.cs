namespace Streaming;

/// <summary>One row per key and session: an aggregate over the rows of the key that follow one another without a gap.</summary>
/// <typeparam name="TIn">Rows that come in.</typeparam>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TBuffer">The intermediate value kept per session.</typeparam>
/// <typeparam name="TOut">The aggregate's result.</typeparam>
/// <typeparam name="TRow">Rows that go out.</typeparam>
/// <typeparam name="TAggregator">The aggregate.</typeparam>
public sealed class SessionWindowNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> : LogicalNode<TRow>, IWindowedNode
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    internal SessionWindowNode(
        LogicalNode<TIn> input, Func<TIn, TKey> keySelector, ISerde<TKey> keySerde, SessionWindow? window, Func<TIn, TimeSpan>? gapOf, TAggregator aggregator, bool keepsOrder,
        Func<TKey, TimeWindow, TOut, TRow> makeRow, LateRowsSink? lateRows)
        : base("SessionWindow", input)
    {
        Input = input;
        KeySelector = keySelector;
        KeySerde = keySerde;
        Window = window;
        GapOf = gapOf;
        Aggregator = aggregator;
        KeepsOrder = keepsOrder;
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

    /// <summary>The gap of all rows; null where each has its own.</summary>
    public SessionWindow? Window { get; }

    /// <summary>The gap of a row; null where all have the same.</summary>
    public Func<TIn, TimeSpan>? GapOf { get; }

    /// <summary>The aggregate.</summary>
    public TAggregator Aggregator { get; }

    /// <summary>Whether the result depends on the order of rows, which then is that of their times.</summary>
    public bool KeepsOrder { get; }

    /// <summary>Makes a row from key, session and result.</summary>
    public Func<TKey, TimeWindow, TOut, TRow> MakeRow { get; }

    /// <summary>Where late rows go; null: they are counted only.</summary>
    public LateRowsSink? LateRows { get; }

    /// <inheritdoc/>
    public bool HasEventTimeKey { get; }

    /// <inheritdoc/>
    public bool IsSession => true;

    /// <inheritdoc/>
    public EmptyEpochs EmptyEpochs(OutputMode mode) => mode != OutputMode.Complete ? Streaming.EmptyEpochs.WhenWatermarkAdvances : Streaming.EmptyEpochs.Never;

    /// <inheritdoc/>
    public string StateOperatorName => "sessionWindowStateStoreSaveExec";

    /// <inheritdoc/>
    public override string Detail => $"key {TypeNames.Of(typeof(TKey))}, {Window?.ToString() ?? "session with a gap of each record"}";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitSessionWindow(this, argument);
}
