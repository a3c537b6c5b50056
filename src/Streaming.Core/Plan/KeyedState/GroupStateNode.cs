namespace Streaming;

/// <summary>A function with one state and one timeout by key.</summary>
/// <typeparam name="TIn">Rows that come in.</typeparam>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TState">The state.</typeparam>
/// <typeparam name="TOut">Rows that go out.</typeparam>
public sealed class GroupStateNode<TIn, TKey, TState, TOut> : LogicalNode<TOut>, IGroupStateNode
{
    internal GroupStateNode(
        string name, LogicalNode<TIn> input, Func<TIn, TKey> keySelector, GroupStateSettings<TIn, TKey, TState, TOut> settings, OutputMode functionMode,
        LogicalNode<KeyValue<TKey, TState>>? initialState)
        : base(name, initialState is null ? [input] : [input, initialState])
    {
        Input = input;
        KeySelector = keySelector;
        Settings = settings with { HasWatermark = EventTimeOfRows.IsKnown(input) };
        FunctionMode = functionMode;
        InitialState = initialState;
    }

    /// <summary>The input.</summary>
    public LogicalNode<TIn> Input { get; }

    /// <summary>Takes the key of a row.</summary>
    public Func<TIn, TKey> KeySelector { get; }

    /// <summary>What the rows of the function mean.</summary>
    public OutputMode FunctionMode { get; }

    /// <summary>Bounded data that the state begins with; null for none.</summary>
    public LogicalNode<KeyValue<TKey, TState>>? InitialState { get; }

    /// <summary>When keys without rows are shown to the function.</summary>
    public GroupStateTimeout Timeout => Settings.Timeout;

    /// <inheritdoc/>
    public string StateOperatorName => "flatMapGroupsWithState";

    /// <inheritdoc/>
    public override string Detail => $"key {TypeNames.Of(typeof(TKey))}, state {TypeNames.Of(typeof(TState))}, timeout {Timeout}";

    LogicalNode IKeyedStateNode.RowInput => Input;

    LogicalNode? IKeyedStateNode.InitialState => InitialState;

    bool IKeyedStateNode.HasEventTime => false;

    bool IGroupStateNode.IsMap => Settings.Map is not null;

    internal GroupStateSettings<TIn, TKey, TState, TOut> Settings { get; }

    /// <inheritdoc/>
    public EmptyEpochs EmptyEpochs(OutputMode mode) => Timeout switch
    {
        GroupStateTimeout.ProcessingTime => Streaming.EmptyEpochs.Always,
        GroupStateTimeout.EventTime => Streaming.EmptyEpochs.WhenWatermarkAdvances,
        _ => Streaming.EmptyEpochs.Never,
    };

    /// <summary>Whether rows that come out may be late for another operator with state behind it.</summary>
    public bool MayEmitLateRows(OutputMode mode) => Timeout == GroupStateTimeout.EventTime;

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitGroupState(this, argument);
}
