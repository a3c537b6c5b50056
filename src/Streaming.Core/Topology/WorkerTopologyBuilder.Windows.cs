namespace Streaming;

/// <content>Windows.</content>
internal sealed partial class WorkerTopologyBuilder
{
    public bool VisitWindow(WindowNode node, StageTarget target)
    {
        int inputs = node.Input.Schema.Fields.Count;
        var next = (ColumnLink)target.Link;
        var bound = BinderOf(node.Input).Bind(node.Window);
        ColumnLink link = bound is BoundTimeWindow window
            ? new WindowLink(Context, Register(node), Result.Evaluation, window, inputs, node.Schema, topology.BatchCapacity, next)
            : new SessionLink(Context, Register(node), Result.Evaluation, (BoundSessionWindow)bound, inputs, node.Schema, next);
        return Feed(node.Input, OfColumns(link));
    }

    public bool VisitSessionAggregate(SessionAggregateNode node, StageTarget target)
    {
        int number = Register(node);
        var binder = BinderOf(node.Input);
        var keys = node.Keys.Select(key => binder.Bind(key.Expression)).ToList();
        var (calls, aggregates, filters) = AggregateCalls.Of(node.Aggregates, binder);
        bool keepsOrder = calls.Any(AggregateFunctions.DependsOnOrder);
        var owned = new AggregateHolder(aggregates);
        var operatorState = StateOf(node);
        var schema = AggregateStateSchema.Of(node.Schema, node.Keys, calls, aggregates);
        var state = new SessionState<int, GroupSlot, int, ColumnAggregator>(operatorState, new ColumnAggregator(owned), keepsOrder, schema.Key, schema.Value, slot => slot.Set.Remove(slot.Index));
        var owner = new ColumnSessionOperator(
            Context, number, state, owned, NewCodec(), node.Schema, topology.Plan.OutputMode == OutputMode.Complete, keys.Count == 0 && !topology.Plan.IsBatch, topology.BatchCapacity, (ColumnLink)target.Link);
        var late = new LateSessions(operatorState, node.HasEventTimeKey);
        int inputColumns = node.Input.Schema.Fields.Count;
        if (!HasExchange)
        {
            var direct = new ColumnSessionEntrance(new ColumnAggregator(owned), owned, late, state.Parts, null);
            Result.EpochSteps.Add(new EpochStep(owner, -1));
            Result.EpochSteps.Add(new EpochStep(direct, -1));
            return Feed(node.Input, OfColumns(NewLink(owned, direct)));
        }

        var exchange = ExchangeOf(node, next => new KeyedExchange<SessionPart<GroupSlot>>(next, topology.Partitioner));
        Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(owner));
        var sent = new AggregateHolder(aggregates);
        var parts = new SessionParts<int, GroupSlot, int, ColumnAggregator>(new ColumnAggregator(sent), keepsOrder);
        var sender = new SessionSender<int, GroupSlot, int, ColumnAggregator>(parts, exchange.CreateSender(outbox, owner), sent.Renew);
        var entrance = new ColumnSessionEntrance(new ColumnAggregator(sent), sent, late, parts, sender);
        Result.EpochSteps.Add(new EpochStep(owner, exchange.Number));
        Result.EpochSteps.Add(new EpochStep(entrance, -1));
        return Feed(node.Input, OfColumns(NewLink(sent, entrance)));

        RowKeyCodec NewCodec() => new(keys.Select(key => key.Type));

        ColumnAggregateLink NewLink(AggregateHolder holder, ColumnSessionEntrance entrance) => new(
            Context, number, Result.Evaluation, [.. keys, binder.Bind(node.Session.Expression)], NewCodec(), aggregates, filters, inputColumns, holder, entrance.Group, entrance.BatchDone);
    }

    public bool VisitWindowedAggregate<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(WindowedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, StageTarget target)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
    {
        int number = Register(node);
        var mode = topology.Plan.OutputMode;
        var operatorState = StateOf(node);
        var state = new AggregateState<TIn, TBuffer, TOut, TAggregator>(
            operatorState, node.Aggregator, new StateStoreSchema("aggregates", $"end, {TypeNames.Of(typeof(TKey))}", TypeNames.Of(typeof(TBuffer))), isTimed: true, dropsLate: node.HasEventTimeKey && mode != OutputMode.Complete);
        var owner = new WindowedAggregateOperator<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(
            Context, number, state, node.KeySerde, node.MakeRow, node.Window, mode, node.HasEventTimeKey, (Link<TRow>)target.Link, target.Ends);
        var encoder = new WindowedKeyEncoder<TIn, TKey>(node.KeySelector, node.KeySerde);
        var late = LateRowsOf<TIn>(node) is { } rows && mode != OutputMode.Complete ? new LateWindows<TIn, TKey>(operatorState, node.Window, encoder, rows) : null;
        WindowedSendOperator<TIn, TKey, TBuffer, TOut, TAggregator> entrance;
        int exchangeNumber = -1;
        if (!HasExchange)
        {
            entrance = new(Context, number, node.Window, encoder, late) { State = state };
        }
        else if (node.Aggregator.CanMerge)
        {
            var exchange = ExchangeOf(node, next => new KeyedExchange<TBuffer>(next, topology.Partitioner));
            exchangeNumber = exchange.Number;
            Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(owner.Merged));
            entrance = new(Context, number, node.Window, encoder, late)
            {
                Combine = new CombineOperator<TIn, TBuffer, TOut, TAggregator>(
                    node.Aggregator, exchange.CreateSender(outbox, owner.Merged), CombineOperator<TIn, TBuffer, TOut, TAggregator>.DefaultMaxKeys),
            };
        }
        else
        {
            var exchange = ExchangeOf(node, next => new KeyedExchange<TIn>(next, topology.Partitioner));
            exchangeNumber = exchange.Number;
            Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(owner.Rows));
            entrance = new(Context, number, node.Window, encoder, late) { Rows = exchange.CreateSender(outbox, owner.Rows) };
        }

        Result.EpochSteps.Add(new EpochStep(owner, exchangeNumber));
        Result.EpochSteps.Add(new EpochStep(entrance, -1));
        return Feed(node.Input, EndOfStage(entrance));
    }

    public bool VisitSessionWindow<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(SessionWindowNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, StageTarget target)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
    {
        int number = Register(node);
        var operatorState = StateOf(node);
        var state = new SessionState<TIn, TBuffer, TOut, TAggregator>(operatorState, node.Aggregator, node.KeepsOrder, TypeNames.Of(typeof(TKey)), TypeNames.Of(typeof(TBuffer)));
        var owner = new SessionOperator<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(
            Context, number, state, node.KeySerde, node.MakeRow, topology.Plan.OutputMode == OutputMode.Complete, (Link<TRow>)target.Link, target.Ends);
        var late = new LateSessions(operatorState, node.HasEventTimeKey);
        var parts = state.Parts;
        SessionSender<TIn, TBuffer, TOut, TAggregator>? sender = null;
        int exchangeNumber = -1;
        if (HasExchange)
        {
            var exchange = ExchangeOf(node, next => new KeyedExchange<SessionPart<TBuffer>>(next, topology.Partitioner));
            exchangeNumber = exchange.Number;
            Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(owner));
            parts = new SessionParts<TIn, TBuffer, TOut, TAggregator>(node.Aggregator, node.KeepsOrder);
            sender = new SessionSender<TIn, TBuffer, TOut, TAggregator>(parts, exchange.CreateSender(outbox, owner));
        }

        var entrance = new SessionSendOperator<TIn, TKey, TBuffer, TOut, TAggregator>(
            Context, number, new KeyEncoder<TIn, TKey>(node.KeySelector, node.KeySerde), node.Window, node.GapOf, node.Aggregator, late, LateRowsOf<TIn>(node), parts, sender);
        Result.EpochSteps.Add(new EpochStep(owner, exchangeNumber));
        Result.EpochSteps.Add(new EpochStep(entrance, -1));
        return Feed(node.Input, EndOfStage(entrance));
    }

    private LateRowsLink<T>? LateRowsOf<T>(LogicalNode node) => topology.LateSinks.TryGetValue(node, out var sink)
        ? new LateRowsLink<T>(Context, new BatchAppender<T>(Context, SinkOf((IStreamSink<T>)sink), topology.BatchCapacity))
        : null;
}
