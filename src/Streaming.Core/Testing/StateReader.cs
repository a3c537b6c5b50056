namespace Streaming.Testing;

/// <summary>Decodes the state of one operator to the keys and values that its node declares.</summary>
internal sealed class StateReader(IStatefulOperator state) : IPlanVisitor<bool, object>
{
    public object VisitKeyedAggregate<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(KeyedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, bool argument)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
    {
        var entries = new Entries<TKey, TBuffer, TOut>(node.KeySerde, node.Aggregator.BufferSerde, buffer => node.Aggregator.Finish(in buffer));
        state.Visit(entries);
        return entries.Rows;
    }

    public object VisitWindowedAggregate<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(WindowedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, bool argument)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
    {
        long size = node.Window.SizeMicroseconds;
        var entries = new WindowEntries<(TKey Key, TimeWindow Window), TOut>(
            (key, value) =>
            {
                long end = WindowedKeyEncoder<TIn, TKey>.EndOf(key);
                return ((WindowedKeyEncoder<TIn, TKey>.KeyOf(key, node.KeySerde), TimeWindow.Of(end - size, end)), node.Aggregator.Finish(node.Aggregator.BufferSerde.Read(value)));
            });
        state.Visit(entries);
        return entries.Rows;
    }

    public object VisitSessionWindow<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(SessionWindowNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, bool argument)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
    {
        var entries = new WindowEntries<(TKey Key, TimeWindow Window), TOut>(
            (key, value) =>
            {
                var bytes = SessionKey.KeyOf(key, out bool isNull);
                return ((isNull ? default! : node.KeySerde.Read(bytes), TimeWindow.Of(OrderedKey.ReadLong(value), SessionKey.EndOf(key))), node.Aggregator.Finish(node.Aggregator.BufferSerde.Read(value[OrderedKey.LongLength..])));
            });
        state.Visit(entries);
        return entries.Rows;
    }

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

    public object VisitSessionAggregate(SessionAggregateNode node, bool argument) =>
        throw new InvalidOperationException("The state of a DataFrame's aggregation is read as its result: run the query in complete mode.");

    public object VisitExpand(ExpandNode node, bool argument) => Stateless(node);

    public object VisitRowUnion(RowUnionNode node, bool argument) => Stateless(node);

    public object VisitStaticJoin(StaticJoinNode node, bool argument) => Stateless(node);

    public object VisitStreamJoin(StreamJoinNode node, bool argument) => throw new InvalidOperationException("The state of a join is its rows; it has no keys and values of its own.");

    public object VisitDeduplicate(DeduplicateNode node, bool argument) => Stateless(node);

    public object VisitLimit(LimitNode node, bool argument) => Stateless(node);

    public object VisitSort(SortNode node, bool argument) => Stateless(node);

    public object VisitAggregate(AggregateNode node, bool argument) =>
        throw new InvalidOperationException("The state of a DataFrame's aggregation is read as its result: run the query in complete mode.");

    private static InvalidOperationException Stateless(LogicalNode node) => throw new InvalidOperationException($"{node.Name} keeps no state.");

    // The first store only; what else an operator keeps are indexes.
    private sealed class WindowEntries<TKey, TOut>(WindowEntries<TKey, TOut>.Reader read) : IStateVisitor
    {
        public delegate (TKey Key, TOut Value) Reader(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

        public List<(TKey Key, TOut Value)> Rows { get; } = [];

        public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            if (StateKey.Store(key) == 0)
            {
                Rows.Add(read(StateKey.Key(key), value));
            }
        }

        public void Delete(ReadOnlySpan<byte> key)
        {
        }
    }

    private sealed class Entries<TKey, TBuffer, TOut>(ISerde<TKey> keys, ISerde<TBuffer> buffers, Func<TBuffer, TOut> finish) : IStateVisitor
    {
        public List<(TKey Key, TOut Value)> Rows { get; } = [];

        public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
            Rows.Add((StateKey.IsNull(key) ? default! : keys.Read(StateKey.Key(key)), finish(buffers.Read(value))));

        public void Delete(ReadOnlySpan<byte> key)
        {
        }
    }
}
