namespace Streaming;

/// <summary>Compiles a plan to one worker's operators: stateless nodes fuse to stages, aggregates and repartitions get an exchange where there is more than one worker.</summary>
/// <remarks>Goes from the sink to the sources, so that each operator is made with what follows it. A node that several others read is built when the last of them has been.</remarks>
internal sealed partial class WorkerTopologyBuilder(QueryTopology topology, IExchangeOutbox outbox) : IPlanVisitor<StageTarget, bool>
{
    private readonly Dictionary<LogicalNode, int> _readers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<LogicalNode, List<StageTarget>> _waiting = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is built; grows while <see cref="Build"/> runs.</summary>
    public WorkerTopology Result { get; } = new() { Evaluation = topology.NewEvaluation(outbox.Worker) };

    private StageContext Context => Result.Context;

    private bool HasExchange => outbox.Workers > 1;

    private StateScope Scope => field ??= new StateScope(topology.Partitioner, outbox.Worker, topology.CommittedState);

    public void Build<T>(QueryPlan<T> plan, IStreamSink<T> sink)
    {
        CountReaders(plan.Root);
        Feed(plan.TypedRoot, plan.TypedRoot is RowNode rows ? EndOfColumns(rows, sink) : EndOfStage(SinkOf(sink)));
        Result.EpochSteps.Reverse(); // they were added downstream first
    }

    public bool VisitSource<T>(SourceNode<T> node, StageTarget target)
    {
        int index = topology.SourceIndexes[node];
        var task = new SourceTask<T>(index, ((IStreamSource<T>)topology.Sources[index]).CreateReader());
        task.AddStage(StageOf<T>(target));
        Result.Sources.Add(task);
        return true;
    }

    public bool VisitMap<TIn, TOut>(MapNode<TIn, TOut> node, StageTarget target) =>
        Feed(node.Input, target with { Link = new MapLink<TIn, TOut>(Context, Register(node), node.Function, (Link<TOut>)target.Link) });

    public bool VisitFilter<T>(FilterNode<T> node, StageTarget target) =>
        Feed(node.Input, target with { Link = new FilterLink<T>(Context, Register(node), node.Predicate, (Link<T>)target.Link) });

    public bool VisitFlatMap<TIn, TOut>(FlatMapNode<TIn, TOut> node, StageTarget target)
    {
        var next = (Link<TOut>)target.Link;
        Link<TIn> link = node.CollectorFunction is { } function
            ? new FlatMapCollectorLink<TIn, TOut>(Context, Register(node), function, next)
            : new FlatMapLink<TIn, TOut>(Context, Register(node), node.Function!, next);
        return Feed(node.Input, target with { Link = link });
    }

    public bool VisitPeek<T>(PeekNode<T> node, StageTarget target) =>
        Feed(node.Input, target with { Link = new PeekLink<T>(Context, Register(node), node.Action, (Link<T>)target.Link) });

    public bool VisitTypedObserve<T, TMetrics>(TypedObserveNode<T, TMetrics> node, StageTarget target)
    {
        var link = new TypedObserveLink<T, TMetrics>(Context, Register(node), node.Metrics, node.Init, node.Add, node.Merge, (Link<T>)target.Link);
        Result.Observations.Add(link);
        return Feed(node.Input, target with { Link = link });
    }

    public bool VisitWatermark<T>(WatermarkNode<T> node, StageTarget target) =>
        Feed(node.Input, target with { Link = new WatermarkLink<T>(Context, Register(node), node.EventTime, GaugeOf(node, node.Options), (Link<T>)target.Link) });

    public bool VisitDecode<T>(DecodeNode<T> node, StageTarget target)
    {
        var ends = target.Ends;
        BatchAppender<DeadLetterRecord>? deadLetters = null;
        if (topology.DeadLetterSinks.TryGetValue(node, out var sink))
        {
            deadLetters = new BatchAppender<DeadLetterRecord>(Context, SinkOf(sink), topology.BatchCapacity);
            ends = [.. ends, deadLetters];
        }

        var link = new DecodeLink<T>(Context, Register(node), node.Decode, node.Options.OnBadRecord, deadLetters, (Link<T>)target.Link);
        Result.BadRecordCounters.Add(link);
        return Feed(node.Input, new StageTarget(link, ends));
    }

    public bool VisitUnion<T>(UnionNode<T> node, StageTarget target) => Feed(node.Left, target) & Feed(node.Right, target);

    public bool VisitRepartition<T>(RepartitionNode<T> node, StageTarget target)
    {
        if (!HasExchange)
        {
            return Feed(node.Input, target);
        }

        var exchange = ExchangeOf(node, number => new RoundRobinExchange<T>(number, node.Partitions, topology.BatchCapacity));
        var stage = StageOf<T>(target);
        Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(stage));
        Result.EpochSteps.Add(new EpochStep(stage, exchange.Number));
        var sender = exchange.CreateSender(outbox, stage);
        Result.EpochSteps.Add(new EpochStep(sender, -1));
        return Feed(node.Input, EndOfStage(sender));
    }

    public bool VisitKeyedAggregate<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(KeyedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, StageTarget target)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
    {
        int number = Register(node);
        var state = new AggregateState<TIn, TBuffer, TOut, TAggregator>(
            StateOf(node), node.Aggregator, new StateStoreSchema("default", TypeNames.Of(typeof(TKey)), TypeNames.Of(typeof(TBuffer)))
            {
                Form = ReferenceEquals(node.KeySerde, Serdes.Default<TKey>()) ? StateStoreSchema.Serdes : "",
            });
        var owner = new AggregateOperator<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(
            Context, number, state, node.KeySerde, node.MakeRow, topology.Plan.OutputMode, (Link<TRow>)target.Link, target.Ends);
        var encoder = new KeyEncoder<TIn, TKey>(node.KeySelector, node.KeySerde);
        if (!HasExchange)
        {
            Result.EpochSteps.Add(new EpochStep(owner, -1));
            return Feed(node.Input, EndOfStage(owner.CreateDirect(encoder)));
        }

        KeyedSendOperator<TIn, TKey, TBuffer, TOut, TAggregator> sender;
        int exchangeNumber;
        if (node.Aggregator.CanMerge)
        {
            var exchange = ExchangeOf(node, number => new KeyedExchange<TBuffer>(number, topology.Partitioner));
            exchangeNumber = exchange.Number;
            Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(owner.Merged));
            var combine = new CombineOperator<TIn, TBuffer, TOut, TAggregator>(
                node.Aggregator, exchange.CreateSender(outbox, owner.Merged), CombineOperator<TIn, TBuffer, TOut, TAggregator>.DefaultMaxKeys);
            sender = new KeyedSendOperator<TIn, TKey, TBuffer, TOut, TAggregator>(Context, number, encoder, combine, null);
        }
        else
        {
            var exchange = ExchangeOf(node, number => new KeyedExchange<TIn>(number, topology.Partitioner));
            exchangeNumber = exchange.Number;
            Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(owner.Rows));
            sender = new KeyedSendOperator<TIn, TKey, TBuffer, TOut, TAggregator>(Context, number, encoder, null, exchange.CreateSender(outbox, owner.Rows));
        }

        Result.EpochSteps.Add(new EpochStep(owner, exchangeNumber));
        Result.EpochSteps.Add(new EpochStep(sender, -1));
        return Feed(node.Input, EndOfStage(sender));
    }

    private void CountReaders(LogicalNode node)
    {
        int readers = _readers[node] = _readers.GetValueOrDefault(node) + 1;
        if (readers == 1 && !ReadsNothing(node))
        {
            foreach (var input in FedNodes.InputsOf(node))
            {
                CountReaders(input);
            }
        }
    }

    private bool Feed<T>(LogicalNode<T> node, StageTarget target)
    {
        if (_readers[node] == 1)
        {
            return node.Accept(this, target);
        }

        if (!_waiting.TryGetValue(node, out var targets))
        {
            _waiting[node] = targets = [];
        }

        targets.Add(target);
        if (targets.Count < _readers[node])
        {
            return true;
        }

        if (node is RowNode)
        {
            return node.Accept(this, new StageTarget(new ColumnTee([.. targets.Select(waiting => (ColumnLink)waiting.Link)]), []));
        }

        var tee = new TeeLink<T>([.. targets.Select(waiting => (Link<T>)waiting.Link)]);
        return node.Accept(this, new StageTarget(tee, [.. targets.SelectMany(waiting => waiting.Ends).Distinct()]));
    }

    private EventTimeGauge GaugeOf(LogicalNode node, WatermarkOptions options)
    {
        var gauge = new EventTimeGauge(topology.WatermarkNodes.IndexOf(node), options.MaxAhead is { } ahead ? ahead.Ticks / TimeSpan.TicksPerMicrosecond : null, Result.Evaluation);
        Result.EventTimes.Add(gauge);
        return gauge;
    }

    private OperatorState StateOf<TNode>(TNode node)
        where TNode : LogicalNode, IStatefulNode
    {
        var state = new OperatorState(topology.OperatorIds[node], node.StateOperatorName, Scope);
        Result.StatefulOperators.Add(state);
        return state;
    }

    private int Register(LogicalNode node) => Context.Register(topology.NameOf(node));

    private SinkOperator<T> SinkOf<T>(IStreamSink<T> sink)
    {
        var task = new SinkOperator<T>(Context, sink.CreateWriter(outbox.Worker), sink.Description);
        Result.Sinks.Add(task);
        return task;
    }

    private FusedStage<T> StageOf<T>(StageTarget target) => new(Context, (Link<T>)target.Link, target.Ends);

    private StageTarget EndOfStage<T>(Operator<RecordBatch<T>> next)
    {
        var end = new BatchAppender<T>(Context, next, topology.BatchCapacity);
        return new StageTarget(end, [end]);
    }

    // The workers' topologies are built one after another by the query's thread.
    private TExchange ExchangeOf<TExchange>(LogicalNode node, Func<int, TExchange> make)
        where TExchange : class
    {
        if (!topology.Exchanges.TryGetValue(node, out object? exchange))
        {
            topology.Exchanges[node] = exchange = make(topology.ExchangeCount++);
        }

        return (TExchange)exchange;
    }
}
