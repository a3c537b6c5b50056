namespace Streaming;

/// <content>Functions with state by key.</content>
internal sealed partial class WorkerTopologyBuilder
{
    public bool VisitGroupState<TIn, TKey, TState, TOut>(GroupStateNode<TIn, TKey, TState, TOut> node, StageTarget target)
    {
        int number = Register(node);
        var state = StateOf(node);
        var initial = node.InitialState is { } rows
            ? SharedOf(rows, () => new InitialRows<KeyValue<TKey, TState>>(() => topology.Bounded.Collect(rows)))
            : null;
        var owner = new GroupStateOperator<TIn, TKey, TState, TOut>(Context, number, state, node.Settings, initial, (Link<TOut>)target.Link, target.Ends);
        bool dropsLate = node.Timeout == GroupStateTimeout.EventTime && node.Settings.HasWatermark && !topology.Plan.IsBatch;
        return FeedKeyedRows(node, node.Input, new KeyEncoder<TIn, TKey>(node.KeySelector, node.Settings.KeySerde), number, state, dropsLate, owner.Rows, owner);
    }

    public bool VisitTransformWithState<TIn, TKey, TOut>(TransformWithStateNode<TIn, TKey, TOut> node, StageTarget target)
    {
        int number = Register(node);
        var state = StateOf(node);
        var processorState = new ProcessorState(state, node.TimeMode, TypeNames.Of(typeof(TKey)), topology.QueryId, topology.RunId);
        var initial = node.Initial is { } rows ? SharedOf(rows.Node, () => rows.Open(topology.Bounded)) : null;
        var owner = new TransformWithStateOperator<TIn, TKey, TOut>(Context, number, processorState, node.Settings, initial, (Link<TOut>)target.Link, target.Ends);
        Result.Disposables.Add(owner);
        bool dropsLate = node.TimeMode == TimeMode.EventTime && node.HasWatermark && !topology.Plan.IsBatch;
        return FeedKeyedRows(node, node.Input, new KeyEncoder<TIn, TKey>(node.KeySelector, node.Settings.KeySerde), number, state, dropsLate, owner.Rows, owner);
    }

    // Rows that are too late are dropped where they come from, before they cross to the key's owner.
    private bool FeedKeyedRows<TIn, TKey>(
        LogicalNode node, LogicalNode<TIn> input, KeyEncoder<TIn, TKey> encoder, int number, OperatorState state, bool dropsLate, KeyedRows<TIn> rows, IOperator owner)
    {
        KeyedExchangeSender<TIn>? sender = null;
        int exchangeNumber = -1;
        if (HasExchange)
        {
            var exchange = ExchangeOf(node, next => new KeyedExchange<TIn>(next, topology.Partitioner));
            exchangeNumber = exchange.Number;
            Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(rows.Receiver));
            sender = exchange.CreateSender(outbox, rows.Receiver);
        }

        var operatorOfRows = new KeyedRowsSender<TIn, TKey>(Context, number, encoder, state, dropsLate, rows, sender);
        Result.EpochSteps.Add(new EpochStep(owner, exchangeNumber));
        Result.EpochSteps.Add(new EpochStep(operatorOfRows, -1));
        return Feed(input, EndOfStage(operatorOfRows));
    }
}
