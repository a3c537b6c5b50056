namespace Streaming;

/// <content>The nodes of DataFrames.</content>
internal sealed partial class WorkerTopologyBuilder
{
    public bool VisitToRows<T>(ToRowsNode<T> node, StageTarget target) =>
        Feed(node.Input, EndOfStage(new ToRowsOperator<T>(Context, node.Records, (ColumnLink)target.Link)));

    public bool VisitFromRows<T>(FromRowsNode<T> node, StageTarget target) =>
        Feed(node.Input, OfColumns(new FromRowsLink<T>(Context, Register(node), node.Maker, node.EventTimeColumn, (Link<T>)target.Link, target.Ends)));

    public bool VisitRowSource(RowSourceNode node, StageTarget target)
    {
        int index = topology.SourceIndexes[node];
        var next = (ColumnLink)target.Link;
        var reader = ((IRowSource)topology.Sources[index]).CreateReader(new RowReadContext
        {
            Required = next.Required,
            Evaluation = Result.Evaluation,
            BatchCapacity = topology.BatchCapacity,
        });
        Result.Sources.Add(new RowSourceTask(index, reader, Context, next));
        return true;
    }

    public bool VisitProject(ProjectNode node, StageTarget target)
    {
        var binder = BinderOf(node.Input);
        var expressions = node.Expressions.Select(named => binder.Bind(named.Expression)).ToList();
        return Feed(node.Input, OfColumns(new ProjectLink(
            Context, Register(node), Result.Evaluation, expressions, node.Input.Schema.Fields.Count, node.Schema, (ColumnLink)target.Link)));
    }

    public bool VisitFilterExpression(FilterExpressionNode node, StageTarget target) =>
        Feed(node.Input, OfColumns(new ColumnFilterLink(Context, Register(node), Result.Evaluation, BinderOf(node.Input).Bind(node.Condition), (ColumnLink)target.Link)));

    public bool VisitRowWatermark(RowWatermarkNode node, StageTarget target) =>
        Feed(node.Input, OfColumns(new RowWatermarkLink(node.Schema, node.EventTimeColumn, GaugeOf(node, node.Options), (ColumnLink)target.Link)));

    public bool VisitGenerate(GenerateNode node, StageTarget target) =>
        Feed(node.Input, OfColumns(new GenerateLink(
            Context, Register(node), Result.Evaluation, (BoundGenerator)BinderOf(node.Input).Bind(node.Generator), node.Input.Schema.Fields.Count, node.Schema,
            topology.BatchCapacity, (ColumnLink)target.Link)));

    public bool VisitExpand(ExpandNode node, StageTarget target)
    {
        var binder = BinderOf(node.Input);
        return Feed(node.Input, OfColumns(new ExpandLink(
            Context, Register(node), Result.Evaluation, [.. node.Keys.Select(key => binder.Bind(key.Expression))], node.Sets, [.. Enumerable.Range(0, node.Sets.Count).Select(node.Id)],
            node.Input.Schema.Fields.Count, node.Schema, (ColumnLink)target.Link)));
    }

    public bool VisitRowUnion(RowUnionNode node, StageTarget target) => Feed(node.Left, target) & Feed(node.Right, target);

    public bool VisitAggregate(AggregateNode node, StageTarget target)
    {
        if (node is { IsDistinct: true, HasEventTimeKey: false } && !topology.Plan.IsBatch && topology.Plan.OutputMode == OutputMode.Append)
        {
            // As in Spark the query starts, and its first batch fails.
            Result.EpochSteps.Add(new EpochStep(new RefusingOperator(PlanErrors.AppendWithoutWatermark()), -1));
        }

        int number = Register(node);
        var binder = BinderOf(node.Input);
        var keys = node.Keys.Select(key => binder.Bind(key.Expression)).ToList();
        var (calls, aggregates, filters) = AggregateCalls.Of(node.Aggregates, binder);
        var owned = new AggregateHolder(aggregates);
        int time = node.TimeKey;
        long? windowLength = time >= 0 && keys[time] is BoundColumn window ? EventTimeAnalysis.WindowLength(node.Input, window.Index, topology.IsAnsi) : null;
        var operatorState = StateOf(node);
        var state = new AggregateState<int, GroupSlot, int, ColumnAggregator>(
            operatorState, new ColumnAggregator(owned), AggregateStateSchema.Of(node.Schema, node.Keys, calls, aggregates, time, windowLength), time >= 0, topology.Plan.OutputMode != OutputMode.Complete, slot => slot.Set.Remove(slot.Index));
        bool ownsGlobalGroup = keys.Count == 0 && topology.Partitioner.WorkerOf(topology.Partitioner.PartitionOf([], isNull: false)) == outbox.Worker;
        var owner = new ColumnAggregateOperator(
            Context, number, state, owned, NewCodec(), node.Schema, topology.Plan.OutputMode, ownsGlobalGroup, time >= 0, topology.BatchCapacity, (ColumnLink)target.Link);
        int inputColumns = node.Input.Schema.Fields.Count;
        if (!HasExchange)
        {
            Result.EpochSteps.Add(new EpochStep(owner, -1));
            return Feed(node.Input, OfColumns(new ColumnAggregateLink(
                Context, number, Result.Evaluation, keys, NewCodec(), aggregates, filters, inputColumns, owned, state.Reduce, batchDone: null)));
        }

        var exchange = ExchangeOf(node, next => new KeyedExchange<GroupSlot>(next, topology.Partitioner));
        Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(owner));
        var sent = new AggregateHolder(aggregates);
        var combine = new CombineOperator<int, GroupSlot, int, ColumnAggregator>(
            new ColumnAggregator(sent), exchange.CreateSender(outbox, owner), CombineOperator<int, GroupSlot, int, ColumnAggregator>.DefaultMaxKeys, sent.Renew);
        Result.EpochSteps.Add(new EpochStep(owner, exchange.Number));
        Result.EpochSteps.Add(new EpochStep(new ColumnSendOperator(combine, sent), -1));
        return Feed(node.Input, OfColumns(new ColumnAggregateLink(
            Context, number, Result.Evaluation, keys, NewCodec(), aggregates, filters, inputColumns, sent, combine.Reduce, combine.FlushIfLarge)));

        RowKeyCodec NewCodec() => new(keys.Select(key => key.Type), time, windowLength);
    }

    public bool VisitObserve(ObserveNode node, StageTarget target)
    {
        var binder = BinderOf(node.Input);
        var aggregate = (AggregateNode)node.Results.Input;
        var (calls, aggregates, filters) = AggregateCalls.Of(aggregate.Aggregates, binder);
        var results = BinderOf(aggregate);
        var observation = new Observation(node.Metrics, aggregates, aggregate.Schema, node.Results.Expressions.Select(named => (named.Name, results.Bind(named.Expression))), Result.Evaluation);
        Result.Observations.Add(observation);
        var observer = new ColumnAggregateLink(
            Context, Register(node), Result.Evaluation, [], new RowKeyCodec([]), aggregates, filters, node.Input.Schema.Fields.Count, observation.Holder, observation.Group, batchDone: null);
        return Feed(node.Input, OfColumns(new ObserveLink(observer, (ColumnLink)target.Link)));
    }

    public bool VisitSort(SortNode node, StageTarget target)
    {
        var binder = BinderOf(node.Input);
        return Gather(node, node.Input, [.. node.Keys.Select(key => (binder.Bind(key.Child), key))], 0, int.MaxValue, target);
    }

    // The order of all rows needs all rows in one place: the first worker.
    private bool Gather(RowNode node, RowNode input, IReadOnlyList<(BoundExpression Bound, SortExpression Key)> keys, int offset, int limit, StageTarget target)
    {
        var sort = new SortOperator(Context, Register(node), Result.Evaluation, keys, offset, limit, node.Schema, topology.BatchCapacity, (ColumnLink)target.Link);
        if (!HasExchange)
        {
            Result.EpochSteps.Add(new EpochStep(sort, -1));
            return Feed(input, OfColumns(sort));
        }

        var exchange = ExchangeOf(node, number => new RowExchange(number, node.Schema, topology.BatchCapacity));
        Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(Context, sort));
        Result.EpochSteps.Add(new EpochStep(sort, exchange.Number));
        var sender = exchange.CreateSender(outbox, new FixedRouter(0), sort);
        Result.EpochSteps.Add(new EpochStep(sender, -1));
        return Feed(input, OfColumns(sender));
    }


    private static StageTarget OfColumns(ColumnLink link) => new(link, []);

    private Binder BinderOf(RowNode input) => new(input.Schema, topology.IsAnsi);

    private StageTarget EndOfColumns<T>(RowNode root, IStreamSink<T> sink) =>
        OfColumns(new RowSinkLink(root.Schema, topology.BatchCapacity, (Operator<RecordBatch<Row>>)(object)SinkOf(sink)));
}
