namespace Streaming;

/// <summary>Opens the sources and dead-letter sinks of a plan, in plan order.</summary>
internal sealed class SourceAndSinkFactory(QueryTopology topology, CheckpointFolder checkpoint) : IPlanVisitor<bool, bool>
{
    public void OpenAll()
    {
        foreach (var node in FedNodes.Of(topology.Plan.Root).OrderBy(node => topology.NodeNumbers[node]))
        {
            node.Accept(this, false);
        }
    }

    public IStreamSink<T> OpenSink<T>(QueryPlan<T> plan, bool isRestart, Func<IStreamSinkProvider, IStreamSinkProvider>? wrap = null)
    {
        var provider = plan.SinkProvider ?? topology.Environment.Formats.Sink(plan.SinkFormat);
        return OpenSink<T>(wrap is null ? provider : wrap(provider), plan.SinkOptions, plan.SinkSettings, isRestart, (plan.Root as RowNode)?.Schema, plan.PartitionColumns);
    }

    public bool VisitSource<T>(SourceNode<T> node, bool argument)
    {
        var provider = node.Provider ?? topology.Environment.Formats.Source<T>(node.Format);
        var options = new StreamOptions(node.Options);
        topology.AddSource(node, provider.CreateSource(ContextOf(options)));
        options.RejectUnread($"source '{node.Format}'");
        return true;
    }

    public bool VisitDecode<T>(DecodeNode<T> node, bool argument)
    {
        if (node.Options.OnBadRecord != OnBadRecord.DeadLetter)
        {
            return false;
        }

        var options = node.Options.DeadLetterSinkOptions.Count > 0 ? new Dictionary<string, string>(node.Options.DeadLetterSinkOptions) : ConnectionOptions(node);
        options["topic"] = node.Options.DeadLetterTopic!;
        var sink = OpenSink<DeadLetterRecord>(topology.Environment.Formats.Sink(node.Options.DeadLetterFormat), options, new DeadLetterEncoder(), isRestart: false);
        topology.DeadLetterSinks.Add(node, sink);
        return true;
    }

    public bool VisitMap<TIn, TOut>(MapNode<TIn, TOut> node, bool argument) => false;

    public bool VisitFilter<T>(FilterNode<T> node, bool argument) => false;

    public bool VisitFlatMap<TIn, TOut>(FlatMapNode<TIn, TOut> node, bool argument) => false;

    public bool VisitPeek<T>(PeekNode<T> node, bool argument) => false;

    public bool VisitWatermark<T>(WatermarkNode<T> node, bool argument) => false;

    public bool VisitUnion<T>(UnionNode<T> node, bool argument) => false;

    public bool VisitRepartition<T>(RepartitionNode<T> node, bool argument) => false;

    public bool VisitKeyedAggregate<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(KeyedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, bool argument)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut> => false;

    public bool VisitGroupState<TIn, TKey, TState, TOut>(GroupStateNode<TIn, TKey, TState, TOut> node, bool argument) => false;

    public bool VisitTransformWithState<TIn, TKey, TOut>(TransformWithStateNode<TIn, TKey, TOut> node, bool argument) => false;

    public bool VisitToRows<T>(ToRowsNode<T> node, bool argument) => false;

    public bool VisitFromRows<T>(FromRowsNode<T> node, bool argument) => false;

    public bool VisitRowSource(RowSourceNode node, bool argument)
    {
        // Bounded data beside a stream is a query of its own (IBoundedPlans).
        if (node.IsStreaming == topology.Plan.IsBatch)
        {
            return false;
        }

        var options = new StreamOptions(node.Options);
        topology.AddSource(node, node.CreateSource(ContextOf(options)));
        options.RejectUnread($"source '{node.Format}'");
        return true;
    }

    public bool VisitProject(ProjectNode node, bool argument) => false;

    public bool VisitFilterExpression(FilterExpressionNode node, bool argument) => false;

    public bool VisitRowWatermark(RowWatermarkNode node, bool argument) => false;

    public bool VisitGenerate(GenerateNode node, bool argument) => false;

    public bool VisitWindow(WindowNode node, bool argument) => false;

    public bool VisitSessionAggregate(SessionAggregateNode node, bool argument) => false;

    public bool VisitWindowedAggregate<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(WindowedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, bool argument)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut> => OpenLateRows<TIn>(node, node.LateRows);

    public bool VisitSessionWindow<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(SessionWindowNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, bool argument)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut> => OpenLateRows<TIn>(node, node.LateRows);

    public bool VisitExpand(ExpandNode node, bool argument) => false;

    public bool VisitRowUnion(RowUnionNode node, bool argument) => false;

    public bool VisitKeyedJoin<TLeft, TRight, TKey, TOut>(KeyedJoinNode<TLeft, TRight, TKey, TOut> node, bool argument) => false;

    public bool VisitStaticJoin(StaticJoinNode node, bool argument) => false;

    public bool VisitStreamJoin(StreamJoinNode node, bool argument) => false;

    public bool VisitAggregate(AggregateNode node, bool argument) => false;

    public bool VisitTypedLimit<T>(TypedLimitNode<T> node, bool argument) => false;

    public bool VisitTypedObserve<T, TMetrics>(TypedObserveNode<T, TMetrics> node, bool argument) => false;

    public bool VisitKeyedDeduplicate<T, TKey>(KeyedDeduplicateNode<T, TKey> node, bool argument) => false;

    public bool VisitDeduplicate(DeduplicateNode node, bool argument) => false;

    public bool VisitLimit(LimitNode node, bool argument) => false;

    public bool VisitObserve(ObserveNode node, bool argument) => false;

    public bool VisitRowRepartition(RowRepartitionNode node, bool argument) => false;

    public bool VisitSort(SortNode node, bool argument) => false;

    private bool OpenLateRows<T>(LogicalNode node, LateRowsSink? late)
    {
        if (late is null)
        {
            return false;
        }

        topology.LateSinks.Add(node, OpenSink<T>(late.Provider ?? topology.Environment.Formats.Sink(late.Format), late.Options, late.Settings, isRestart: false));
        return true;
    }

    private SourceContext ContextOf(StreamOptions options) => new()
    {
        Options = options,
        QueryId = topology.QueryId,
        SourceIndex = topology.Sources.Count,
        CheckpointFolder = checkpoint.SourceFolder($"{topology.Sources.Count}"),
        FileSystem = checkpoint.FileSystem,
        Time = topology.Environment.Time,
        Workers = topology.Workers,
        Logger = topology.Logger,
        Stopping = topology.Stopping.Token,
    };

    private IStreamSink<T> OpenSink<T>(IStreamSinkProvider provider, IReadOnlyDictionary<string, string> values, object? settings, bool isRestart, StructType? schema = null, IReadOnlyList<string>? partitionColumns = null)
    {
        var options = new StreamOptions(values);
        var sink = topology.AddSink(provider.CreateSink<T>(new SinkContext
        {
            Options = options,
            Settings = settings,
            Schema = schema,
            QueryId = topology.QueryId,
            QueryName = topology.Plan.QueryName,
            OutputMode = topology.Plan.OutputMode,
            MemoryTables = topology.Environment.MemoryTables,
            Time = topology.Environment.Time,
            Workers = topology.Workers,
            FileSystem = topology.FileSystem,
            NewEvaluation = topology.NewEvaluation,
            Configuration = topology.Plan.Configuration,
            PartitionColumns = partitionColumns ?? [],
            IsBatch = topology.Plan.IsBatch,
            IsRestart = isRestart,
            Interrupting = topology.Interrupting.Token,
            CheckpointFolder = topology.Plan.CheckpointLocation is null ? null : checkpoint.Location,
            Logger = topology.Logger,
        }));
        options.RejectUnread($"sink '{provider.ShortName}'");
        return sink;
    }

    // The dead letters go to the servers that the records came from, unless the program says otherwise.
    private static Dictionary<string, string> ConnectionOptions(LogicalNode node)
    {
        while (node is not ISourceNode && node.Inputs.Count > 0)
        {
            node = node.Inputs[0];
        }

        return node is ISourceNode source
            ? source.Options.Where(option => option.Key.StartsWith("kafka.", StringComparison.OrdinalIgnoreCase) && !IsConsumerOnly(option.Key)).ToDictionary()
            : [];
    }

    private static bool IsConsumerOnly(string name) => name["kafka.".Length..].ToLowerInvariant() is
        "group.id" or "isolation.level" or "max.poll.interval.ms" or "session.timeout.ms" or "heartbeat.interval.ms" or "max.partition.fetch.bytes" or "check.crcs"
        || name.StartsWith("kafka.fetch.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("kafka.queued.", StringComparison.OrdinalIgnoreCase);
}
