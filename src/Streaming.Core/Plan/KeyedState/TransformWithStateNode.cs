namespace Streaming;

/// <summary>A <see cref="StatefulProcessor{TKey, TIn, TOut}"/>.</summary>
/// <typeparam name="TIn">Rows that come in.</typeparam>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TOut">Rows that go out.</typeparam>
public sealed class TransformWithStateNode<TIn, TKey, TOut> : LogicalNode<TOut>, IKeyedStateNode
{
    internal TransformWithStateNode(
        LogicalNode<TIn> input, Func<TIn, TKey> keySelector, TransformWithStateSettings<TIn, TKey, TOut> settings, InitialStateNode<TIn, TKey, TOut>? initialState)
        : base("TransformWithState", initialState is null ? [input] : [input, initialState.Node])
    {
        Input = input;
        KeySelector = keySelector;
        Settings = settings;
        Initial = initialState;
        HasWatermark = EventTimeOfRows.IsKnown(input);
    }

    /// <summary>The input.</summary>
    public LogicalNode<TIn> Input { get; }

    /// <summary>Takes the key of a row.</summary>
    public Func<TIn, TKey> KeySelector { get; }

    /// <summary>What timers go by.</summary>
    public TimeMode TimeMode => Settings.TimeMode;

    /// <inheritdoc/>
    public string StateOperatorName => "transformWithStateExec";

    /// <inheritdoc/>
    public override string Detail => $"key {TypeNames.Of(typeof(TKey))}, time mode {TimeMode}";

    LogicalNode IKeyedStateNode.RowInput => Input;

    LogicalNode? IKeyedStateNode.InitialState => Initial?.Node;

    bool IKeyedStateNode.HasEventTime => Settings.EventTime is not null;

    internal TransformWithStateSettings<TIn, TKey, TOut> Settings { get; }

    internal InitialStateNode<TIn, TKey, TOut>? Initial { get; }

    internal bool HasWatermark { get; }

    /// <inheritdoc/>
    public EmptyEpochs EmptyEpochs(OutputMode mode) => TimeMode switch
    {
        TimeMode.ProcessingTime => Streaming.EmptyEpochs.Always,
        TimeMode.EventTime => Streaming.EmptyEpochs.WhenWatermarkAdvances,
        _ => Streaming.EmptyEpochs.Never,
    };

    /// <summary>Whether rows that come out may be late for another operator with state behind it.</summary>
    public bool MayEmitLateRows(OutputMode mode) => false;

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitTransformWithState(this, argument);
}
