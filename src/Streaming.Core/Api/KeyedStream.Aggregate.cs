namespace Streaming;

/// <content>Several aggregates in one pass.</content>
public sealed partial class KeyedStream<TKey, T>
{
    /// <summary>An aggregate of each key.</summary>
    public DataStream<TRow> Aggregate<TOut, TRow>(Func<StreamAggregates<T>, StreamAggregate<T, TOut>> aggregate, Func<TKey, TOut, TRow> makeRow)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        ArgumentNullException.ThrowIfNull(makeRow);
        return Rows(aggregate(StreamAggregates<T>.Instance), makeRow);
    }

    /// <summary>Two aggregates in one pass.</summary>
    public DataStream<TRow> Aggregate<T1, T2, TRow>(
        Func<StreamAggregates<T>, StreamAggregate<T, T1>> first,
        Func<StreamAggregates<T>, StreamAggregate<T, T2>> second,
        Func<TKey, T1, T2, TRow> makeRow)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(makeRow);
        var all = StreamAggregates<T>.Instance;
        return Rows(first(all).And(second(all)), (key, value) => makeRow(key, value.Item1, value.Item2));
    }

    /// <summary>Three aggregates in one pass.</summary>
    public DataStream<TRow> Aggregate<T1, T2, T3, TRow>(
        Func<StreamAggregates<T>, StreamAggregate<T, T1>> first,
        Func<StreamAggregates<T>, StreamAggregate<T, T2>> second,
        Func<StreamAggregates<T>, StreamAggregate<T, T3>> third,
        Func<TKey, T1, T2, T3, TRow> makeRow)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        ArgumentNullException.ThrowIfNull(makeRow);
        var all = StreamAggregates<T>.Instance;
        return Rows(first(all).And(second(all)).And(third(all)), (key, value) => makeRow(key, value.Item1.Item1, value.Item1.Item2, value.Item2));
    }

    /// <summary>Four aggregates in one pass.</summary>
    public DataStream<TRow> Aggregate<T1, T2, T3, T4, TRow>(
        Func<StreamAggregates<T>, StreamAggregate<T, T1>> first,
        Func<StreamAggregates<T>, StreamAggregate<T, T2>> second,
        Func<StreamAggregates<T>, StreamAggregate<T, T3>> third,
        Func<StreamAggregates<T>, StreamAggregate<T, T4>> fourth,
        Func<TKey, T1, T2, T3, T4, TRow> makeRow)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        ArgumentNullException.ThrowIfNull(fourth);
        ArgumentNullException.ThrowIfNull(makeRow);
        var all = StreamAggregates<T>.Instance;
        return Rows(first(all).And(second(all)).And(third(all)).And(fourth(all)), (key, value) => makeRow(key, value.Item1.Item1.Item1, value.Item1.Item1.Item2, value.Item1.Item2, value.Item2));
    }

    /// <summary>Five aggregates in one pass.</summary>
    public DataStream<TRow> Aggregate<T1, T2, T3, T4, T5, TRow>(
        Func<StreamAggregates<T>, StreamAggregate<T, T1>> first,
        Func<StreamAggregates<T>, StreamAggregate<T, T2>> second,
        Func<StreamAggregates<T>, StreamAggregate<T, T3>> third,
        Func<StreamAggregates<T>, StreamAggregate<T, T4>> fourth,
        Func<StreamAggregates<T>, StreamAggregate<T, T5>> fifth,
        Func<TKey, T1, T2, T3, T4, T5, TRow> makeRow)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        ArgumentNullException.ThrowIfNull(fourth);
        ArgumentNullException.ThrowIfNull(fifth);
        ArgumentNullException.ThrowIfNull(makeRow);
        var all = StreamAggregates<T>.Instance;
        return Rows(first(all).And(second(all)).And(third(all)).And(fourth(all)).And(fifth(all)), (key, value) => makeRow(key, value.Item1.Item1.Item1.Item1, value.Item1.Item1.Item1.Item2, value.Item1.Item1.Item2, value.Item1.Item2, value.Item2));
    }

    /// <summary>Six aggregates in one pass.</summary>
    public DataStream<TRow> Aggregate<T1, T2, T3, T4, T5, T6, TRow>(
        Func<StreamAggregates<T>, StreamAggregate<T, T1>> first,
        Func<StreamAggregates<T>, StreamAggregate<T, T2>> second,
        Func<StreamAggregates<T>, StreamAggregate<T, T3>> third,
        Func<StreamAggregates<T>, StreamAggregate<T, T4>> fourth,
        Func<StreamAggregates<T>, StreamAggregate<T, T5>> fifth,
        Func<StreamAggregates<T>, StreamAggregate<T, T6>> sixth,
        Func<TKey, T1, T2, T3, T4, T5, T6, TRow> makeRow)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        ArgumentNullException.ThrowIfNull(fourth);
        ArgumentNullException.ThrowIfNull(fifth);
        ArgumentNullException.ThrowIfNull(sixth);
        ArgumentNullException.ThrowIfNull(makeRow);
        var all = StreamAggregates<T>.Instance;
        return Rows(first(all).And(second(all)).And(third(all)).And(fourth(all)).And(fifth(all)).And(sixth(all)), (key, value) => makeRow(key, value.Item1.Item1.Item1.Item1.Item1, value.Item1.Item1.Item1.Item1.Item2, value.Item1.Item1.Item1.Item2, value.Item1.Item1.Item2, value.Item1.Item2, value.Item2));
    }
}
