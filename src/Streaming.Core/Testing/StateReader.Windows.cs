namespace Streaming.Testing;

/// <content>Windows.</content>
internal sealed partial class StateReader
{
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

    public object VisitSessionAggregate(SessionAggregateNode node, bool argument) =>
        throw new InvalidOperationException("The state of a DataFrame's aggregation is read as its result: run the query in complete mode.");

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
}
