namespace Streaming;

/// <content>Deduplication and limits: the first row of each key, the first rows of all.</content>
internal sealed partial class WorkerTopologyBuilder
{
    public bool VisitDeduplicate(DeduplicateNode node, StageTarget target)
    {
        int number = Register(node);
        var fields = node.Schema.Fields;
        int time = EventTimeOf(node.Schema);
        if (time >= 0 && KindOf(node) == DeduplicateKind.Forever && !((ColumnLink)target.Link).Required[time])
        {
            time = -1; // as in Spark a column that nobody looks at is not there, so no row is late
        }

        bool isTimed = node.HasEventTimeKey && !node.IsWithinWatermark;
        var columns = node.KeyColumns.Select(column => (BoundExpression)new BoundColumn(column, fields[column].Name, fields[column].Type, fields[column].Nullable)).ToList();
        int timeKey = isTimed ? node.KeyColumns.TakeWhile(column => fields[column].WatermarkDelayMs is null).Count() : -1;
        var state = new DeduplicateState(
            StateOf(node), KindOf(node), time >= 0, time < 0 ? 0 : fields[time].WatermarkDelayMs!.Value, 
            new StateStoreSchema("default", new StructType(node.KeyColumns.Select(column => new StructField(fields[column].Name, fields[column].Type))).ToDdl(), "") { Form = StateStoreSchema.Columns, TimeColumn = timeKey });
        var owner = new RowDeduplicateOperator(Context, number, Result.Evaluation, state, new RowKeyReader(columns, timeKey), node.KeyColumns, time, (ColumnLink)target.Link);
        if (!HasExchange)
        {
            Result.EpochSteps.Add(new EpochStep(owner, -1));
            return Feed(node.Input, OfColumns(owner));
        }

        var exchange = ExchangeOf(node, next => new RowExchange(next, node.Schema, topology.BatchCapacity));
        Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(Context, owner));
        Result.EpochSteps.Add(new EpochStep(owner, exchange.Number));
        var sender = exchange.CreateSender(outbox, new KeyRouter(new RowKeyReader(columns, timeKey), [], topology.Partitioner, Result.Evaluation), owner);
        Result.EpochSteps.Add(new EpochStep(sender, -1));
        return Feed(node.Input, OfColumns(sender));
    }

    public bool VisitKeyedDeduplicate<T, TKey>(KeyedDeduplicateNode<T, TKey> node, StageTarget target)
    {
        int number = Register(node);
        var kind = KindOf(node);
        var state = new DeduplicateState(StateOf(node), kind, node.HasEventTime, node.DelayMs ?? 0, new StateStoreSchema("default", TypeNames.Of(typeof(TKey)), ""));
        var owner = new DeduplicateOperator<T>(Context, number, state, (Link<T>)target.Link, target.Ends);
        KeyedExchangeSender<TimedRecord<T>>? others = null;
        if (HasExchange)
        {
            var exchange = ExchangeOf(node, next => new KeyedExchange<TimedRecord<T>>(next, topology.Partitioner));
            Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(owner));
            Result.EpochSteps.Add(new EpochStep(owner, exchange.Number));
            others = exchange.CreateSender(outbox, owner);
        }
        else
        {
            Result.EpochSteps.Add(new EpochStep(owner, -1));
        }

        var sender = new DeduplicateSendOperator<T, TKey>(
            Context, number, new KeyEncoder<T, TKey>(node.KeySelector, node.KeySerde), kind == DeduplicateKind.UntilEventTime, owner, others, topology.Partitioner, outbox.Worker);
        Result.EpochSteps.Add(new EpochStep(sender, -1));
        return Feed(node.Input, EndOfStage(sender));
    }

    public bool VisitLimit(LimitNode node, StageTarget target)
    {
        if (ReadsNothing(node))
        {
            return true;
        }

        if (!topology.OperatorIds.ContainsKey(node))
        {
            return Gather(node, node.Input, [], node.Offset, node.Count, target);
        }

        var limit = new LimitOperator(Context, Register(node), new LimitState(StateOf(node), node.Count), (ColumnLink)target.Link);
        if (!HasExchange)
        {
            Result.EpochSteps.Add(new EpochStep(limit, -1));
            return Feed(node.Input, OfColumns(limit));
        }

        var exchange = ExchangeOf(node, number => new RowExchange(number, node.Schema, topology.BatchCapacity));
        Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(Context, limit));
        Result.EpochSteps.Add(new EpochStep(limit, exchange.Number));
        var local = new LocalLimitLink(node.Count, exchange.CreateSender(outbox, new FixedRouter(0), limit));
        Result.EpochSteps.Add(new EpochStep(local, -1));
        return Feed(node.Input, OfColumns(local));
    }

    public bool VisitTypedLimit<T>(TypedLimitNode<T> node, StageTarget target)
    {
        if (ReadsNothing(node))
        {
            return true;
        }

        int number = Register(node);
        var state = new LimitState(topology.OperatorIds.ContainsKey(node) ? StateOf(node) : null, node.Count);
        var owner = new TypedLimitOperator<T>(Context, number, state, (Link<T>)target.Link, target.Ends);
        KeyedExchangeSender<TimedRecord<T>>? others = null;
        int exchangeNumber = -1;
        if (HasExchange)
        {
            var exchange = ExchangeOf(node, next => new KeyedExchange<TimedRecord<T>>(next, topology.Partitioner));
            exchangeNumber = exchange.Number;
            Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(owner));
            others = exchange.CreateSender(outbox, owner);
        }

        var link = new TypedLimitLink<T>(Context, node.Count, owner, others, isOwner: outbox.Worker == topology.Partitioner.WorkerOf(0));
        Result.EpochSteps.Add(new EpochStep(owner, exchangeNumber));
        Result.EpochSteps.Add(new EpochStep(link, -1));
        return Feed(node.Input, target with { Link = link });
    }

    public bool VisitRowRepartition(RowRepartitionNode node, StageTarget target)
    {
        if (!HasExchange || (node.IsCoalesce && node.Partitions >= outbox.Workers))
        {
            return Feed(node.Input, target);
        }

        var next = (ColumnLink)target.Link;
        var exchange = ExchangeOf(node, number => new RowExchange(number, node.Schema, topology.BatchCapacity));
        Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(Context, next));
        Result.EpochSteps.Add(new EpochStep(WaitOperator.Instance, exchange.Number));
        var sender = exchange.CreateSender(outbox, RouterOf(node), next);
        Result.EpochSteps.Add(new EpochStep(sender, -1));
        return Feed(node.Input, OfColumns(sender));
    }

    private RowRouter RouterOf(RowRepartitionNode node)
    {
        if (node.Keys.Count == 0)
        {
            return node.IsCoalesce ? new FixedRouter(outbox.Worker % node.Partitions) : new RoundRobinRouter(node.Partitions, outbox.Workers, outbox.Worker);
        }

        var binder = BinderOf(node.Input);
        var keys = node.Keys.Select(binder.Bind).ToList();
        int columns = node.Schema.Fields.Count;
        var required = new bool[columns];
        foreach (var used in keys.Select(key => ColumnUse.Of(key, columns)))
        {
            for (int i = 0; i < columns; i++)
            {
                required[i] |= used[i];
            }
        }

        return new KeyRouter(new RowKeyReader(keys), required, new StatePartitioner(node.Partitions, outbox.Workers), Result.Evaluation);
    }

    // As in Spark no row is wanted, so none is read and nothing is kept.
    private static bool ReadsNothing(LogicalNode node) => node is ILimitNode { Count: 0 };

    private static DeduplicateKind KindOf(IDeduplicateNode node) =>
        node.IsWithinWatermark ? DeduplicateKind.WithinDelay : node.HasEventTimeKey ? DeduplicateKind.UntilEventTime : DeduplicateKind.Forever;

    // As in Spark several show when the query runs.
    private int EventTimeOf(StructType schema)
    {
        var times = schema.Fields.Index().Where(field => field.Item.WatermarkDelayMs is not null).ToList();
        if (times.Count > 1)
        {
            string names = string.Join(",", times.Select(time => $"{time.Item.Name}#{time.Index}-T{time.Item.WatermarkDelayMs}ms"));
            Result.EpochSteps.Add(new EpochStep(
                new RefusingOperator(BindErrors.Make(
                    "MULTIPLE_EVENT_TIME_COLUMNS",
                    $"More than one event time columns are available. Please ensure there is at most one event time column per stream. event time columns: ({names})",
                    "42K09")),
                -1));
        }

        return times.Count == 0 ? -1 : times[0].Index;
    }
}
