namespace Streaming.Testing;

/// <summary>Decodes the state of one operator to the keys and values that its node declares.</summary>
internal sealed partial class StateReader(IStatefulOperator state, string? variable = null) : IPlanVisitor<bool, object>
{
    public object VisitKeyedAggregate<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(KeyedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, bool argument)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
    {
        var entries = new Entries<TKey, TBuffer, TOut>(node.KeySerde, node.Aggregator.BufferSerde, buffer => node.Aggregator.Finish(in buffer));
        state.Visit(entries);
        return entries.Rows;
    }

    public object VisitGroupState<TIn, TKey, TState, TOut>(GroupStateNode<TIn, TKey, TState, TOut> node, bool argument)
    {
        var states = new GroupEntrySerde<TState>(node.Settings.StateSerde);
        var entries = new Entries<TKey, GroupEntry<TState>, TState>(node.Settings.KeySerde, states, entry => entry.State.Get(node.Settings.StateSerde), entry => entry.State.HasValue);
        state.Visit(entries);
        return entries.Rows;
    }

    public object VisitTransformWithState<TIn, TKey, TOut>(TransformWithStateNode<TIn, TKey, TOut> node, bool argument) =>
        new ProcessorStateReader<TKey>(state, node.Settings.KeySerde, variable ?? throw new InvalidOperationException("A processor has several variables: say which one is to be read."));

    public object VisitSource<T>(SourceNode<T> node, bool argument) => Stateless(node);

    public object VisitMap<TIn, TOut>(MapNode<TIn, TOut> node, bool argument) => Stateless(node);

    public object VisitFilter<T>(FilterNode<T> node, bool argument) => Stateless(node);

    public object VisitFlatMap<TIn, TOut>(FlatMapNode<TIn, TOut> node, bool argument) => Stateless(node);

    public object VisitPeek<T>(PeekNode<T> node, bool argument) => Stateless(node);

    public object VisitWatermark<T>(WatermarkNode<T> node, bool argument) => Stateless(node);

    public object VisitDecode<T>(DecodeNode<T> node, bool argument) => Stateless(node);

    public object VisitUnion<T>(UnionNode<T> node, bool argument) => Stateless(node);

    public object VisitRepartition<T>(RepartitionNode<T> node, bool argument) => Stateless(node);

    public object VisitToRows<T>(ToRowsNode<T> node, bool argument) => Stateless(node);

    public object VisitFromRows<T>(FromRowsNode<T> node, bool argument) => Stateless(node);

    public object VisitRowSource(RowSourceNode node, bool argument) => Stateless(node);

    public object VisitProject(ProjectNode node, bool argument) => Stateless(node);

    public object VisitFilterExpression(FilterExpressionNode node, bool argument) => Stateless(node);

    public object VisitRowWatermark(RowWatermarkNode node, bool argument) => Stateless(node);

    public object VisitGenerate(GenerateNode node, bool argument) => Stateless(node);

    public object VisitWindow(WindowNode node, bool argument) => Stateless(node);

    public object VisitExpand(ExpandNode node, bool argument) => Stateless(node);

    public object VisitRowUnion(RowUnionNode node, bool argument) => Stateless(node);

    public object VisitKeyedJoin<TLeft, TRight, TKey, TOut>(KeyedJoinNode<TLeft, TRight, TKey, TOut> node, bool argument) => throw NoEntries();

    public object VisitTypedLimit<T>(TypedLimitNode<T> node, bool argument) =>
        throw new InvalidOperationException("The state of a limit is a number: see the counts in the progress.");

    public object VisitTypedObserve<T, TMetrics>(TypedObserveNode<T, TMetrics> node, bool argument) => Stateless(node);

    public object VisitKeyedDeduplicate<T, TKey>(KeyedDeduplicateNode<T, TKey> node, bool argument)
    {
        var keys = new Keys<TKey>(node.KeySerde, node.HasEventTimeKey ? OrderedKey.LongLength + 1 : 0);
        state.Visit(keys);
        return keys.Rows;
    }

    public object VisitStaticJoin(StaticJoinNode node, bool argument) => Stateless(node);

    public object VisitStreamJoin(StreamJoinNode node, bool argument) => throw NoEntries();

    public object VisitDeduplicate(DeduplicateNode node, bool argument) =>
        throw new InvalidOperationException("The keys of a DataFrame are not read as a type: use the state of a typed stream, or the counts in the progress.");

    public object VisitLimit(LimitNode node, bool argument) =>
        throw new InvalidOperationException("The state of a limit is a number: see the counts in the progress.");

    public object VisitObserve(ObserveNode node, bool argument) => Stateless(node);

    public object VisitRowRepartition(RowRepartitionNode node, bool argument) => Stateless(node);

    public object VisitSort(SortNode node, bool argument) => Stateless(node);

    public object VisitAggregate(AggregateNode node, bool argument) =>
        throw new InvalidOperationException("The state of a DataFrame's aggregation is read as its result: run the query in complete mode.");

    private static InvalidOperationException NoEntries() => new("The state of a join is its rows; it has no keys and values of its own.");

    // Keys without a value of their own.
    private sealed class Keys<TKey>(ISerde<TKey> keys, int skipped) : IStateVisitor
    {
        public List<(TKey Key, bool Value)> Rows { get; } = [];

        public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            if (StateKey.Store(key) == 0)
            {
                var bytes = StateKey.Key(key);
                bool isNull = skipped == 0 ? StateKey.IsNull(key) : bytes[skipped - 1] == 0;
                Rows.Add((isNull ? default! : keys.Read(bytes[skipped..]), true));
            }
        }

        public void Delete(ReadOnlySpan<byte> key)
        {
        }
    }

    private static InvalidOperationException Stateless(LogicalNode node) => throw new InvalidOperationException($"{node.Name} keeps no state.");

    private sealed class Entries<TKey, TBuffer, TOut>(ISerde<TKey> keys, ISerde<TBuffer> buffers, Func<TBuffer, TOut> finish, Func<TBuffer, bool>? isWanted = null) : IStateVisitor
    {
        public List<(TKey Key, TOut Value)> Rows { get; } = [];

        public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            if (StateKey.Store(key) != 0)
            {
                return;
            }

            var buffer = buffers.Read(value);
            if (isWanted is null || isWanted(buffer))
            {
                Rows.Add((StateKey.IsNull(key) ? default! : keys.Read(StateKey.Key(key)), finish(buffer)));
            }
        }

        public void Delete(ReadOnlySpan<byte> key)
        {
        }
    }
}
