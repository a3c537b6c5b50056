using System.Numerics;

namespace Streaming;

/// <summary>Makes the aggregates that a grouped stream computes in one pass: <c>stream.Aggregate(a => a.Count(), a => a.Sum(x => x.Price), ...)</c>.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
public sealed class StreamAggregates<T>
{
    internal static StreamAggregates<T> Instance { get; } = new();

    private StreamAggregates()
    {
    }

    /// <summary>Number of records.</summary>
    public StreamAggregate<T, long> Count() => new AggregateOf<T, long, long, CountAggregator<T>>("Count", default);

    /// <summary>Sum of integers; 64 bits, an overflow fails the batch as in Spark.</summary>
    public StreamAggregate<T, long> Sum(Func<T, long> selector) => SumOf(selector);

    /// <summary>Sum of floating-point numbers.</summary>
    public StreamAggregate<T, double> Sum(Func<T, double> selector) => SumOf(selector);

    /// <summary>Sum of decimals.</summary>
    public StreamAggregate<T, decimal> Sum(Func<T, decimal> selector) => SumOf(selector);

    /// <summary>Mean of numbers.</summary>
    public StreamAggregate<T, double> Average(Func<T, double> selector) => AverageOf(selector);

    /// <summary>Mean of decimals.</summary>
    public StreamAggregate<T, decimal> Average(Func<T, decimal> selector) => AverageOf(selector);

    /// <summary>Smallest value; nulls do not count.</summary>
    public StreamAggregate<T, TValue?> Min<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null) => Extreme("Min", selector, largest: false, serde);

    /// <summary>Largest value; nulls do not count, NaN is larger than all numbers.</summary>
    public StreamAggregate<T, TValue?> Max<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null) => Extreme("Max", selector, largest: true, serde);

    /// <summary>The first value, a null too: in the order in which records come, or by a time, however late a record is.</summary>
    /// <param name="selector">The value.</param>
    /// <param name="by">The time, for example the record's event time; null: records as they come. Only a time gives the same result whatever the batches are.</param>
    /// <param name="serde">How a value is kept in state; null: <see cref="Serdes.Default{T}"/>.</param>
    public StreamAggregate<T, TValue?> First<TValue>(Func<T, TValue> selector, Func<T, DateTimeOffset>? by = null, ISerde<TValue>? serde = null) => FirstOrLast("First", selector, by, isLast: false, serde);

    /// <summary>The last value, a null too: in the order in which records come, or by a time, however late a record is.</summary>
    /// <param name="selector">The value.</param>
    /// <param name="by">The time, for example the record's event time; null: records as they come. Only a time gives the same result whatever the batches are.</param>
    /// <param name="serde">How a value is kept in state; null: <see cref="Serdes.Default{T}"/>.</param>
    public StreamAggregate<T, TValue?> Last<TValue>(Func<T, TValue> selector, Func<T, DateTimeOffset>? by = null, ISerde<TValue>? serde = null) => FirstOrLast("Last", selector, by, isLast: true, serde);

    /// <summary>All values that are not null.</summary>
    public StreamAggregate<T, TValue[]> CollectList<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new AggregateOf<T, List<TValue>, TValue[], CollectListAggregator<T, TValue>>("CollectList", new(selector, serde ?? Serdes.Default<TValue>()), keepsOrder: true);
    }

    /// <summary>The different values that are not null, in no particular order.</summary>
    public StreamAggregate<T, TValue[]> CollectSet<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new AggregateOf<T, HashSet<TValue>, TValue[], CollectSetAggregator<T, TValue>>("CollectSet", new(selector, serde ?? Serdes.Default<TValue>()));
    }

    /// <summary>About how many different values there are; nulls do not count.</summary>
    /// <param name="selector">The value.</param>
    /// <param name="relativeStandardDeviation">How far the result is off in about two thirds of the cases, from 0.003 to 0.3; smaller needs more memory (a kilobyte for 0.03).</param>
    /// <param name="serde">How a value is written, to be hashed; null: <see cref="Serdes.Default{T}"/>.</param>
    public StreamAggregate<T, long> ApproxCountDistinct<TValue>(Func<T, TValue> selector, double relativeStandardDeviation = 0.05, ISerde<TValue>? serde = null)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentOutOfRangeException.ThrowIfLessThan(relativeStandardDeviation, 0.003);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(relativeStandardDeviation, 0.3);
        return new AggregateOf<T, byte[], long, ApproxCountDistinctAggregator<T, TValue>>(
            "ApproxCountDistinct", new(selector, serde ?? Serdes.Default<TValue>(), DistinctSketch.PrecisionOf(relativeStandardDeviation)));
    }

    /// <summary>Combines the records two by two.</summary>
    /// <param name="function">Associative and commutative, as in Spark.</param>
    /// <param name="serde">How a record is kept in state; null: <see cref="Serdes.Default{T}"/>.</param>
    public StreamAggregate<T, T> Reduce(Func<T, T, T> function, ISerde<T>? serde = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new AggregateOf<T, Optional<T>, T, ReduceAggregator<T>>("Reduce", new(function, serde ?? Serdes.Default<T>()));
    }

    /// <summary>An aggregate of one's own.</summary>
    /// <typeparam name="TBuffer">The aggregate; kept in state.</typeparam>
    /// <param name="init">The value without records; a new object each time where it is one.</param>
    /// <param name="add">Adds a record.</param>
    /// <param name="merge">Combines two values; needed by session windows, and faster elsewhere.</param>
    /// <param name="serde">How a value is kept in state; null: <see cref="Serdes.Default{T}"/>.</param>
    public StreamAggregate<T, TBuffer> Of<TBuffer>(Func<TBuffer> init, Func<TBuffer, T, TBuffer> add, Func<TBuffer, TBuffer, TBuffer>? merge = null, ISerde<TBuffer>? serde = null)
    {
        ArgumentNullException.ThrowIfNull(init);
        ArgumentNullException.ThrowIfNull(add);
        return new AggregateOf<T, Optional<TBuffer>, TBuffer, DelegateAggregator<T, TBuffer>>("Aggregate", new(init, add, merge, serde ?? Serdes.Default<TBuffer>()));
    }

    /// <summary>An aggregate of one's own as a struct: nothing stands between the engine's loop and it.</summary>
    public StreamAggregate<T, TOut> Of<TBuffer, TOut, TAggregator>(TAggregator aggregator)
        where TAggregator : struct, IAggregator<T, TBuffer, TOut> => new AggregateOf<T, TBuffer, TOut, TAggregator>("Aggregate", aggregator);

    private static AggregateOf<T, TNumber, TNumber, SumAggregator<T, TNumber>> SumOf<TNumber>(Func<T, TNumber> selector)
        where TNumber : struct, INumber<TNumber>
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new("Sum", new(selector));
    }

    private static AggregateOf<T, AverageBuffer<TNumber>, TNumber, AverageAggregator<T, TNumber>> AverageOf<TNumber>(Func<T, TNumber> selector)
        where TNumber : struct, INumber<TNumber>
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new("Average", new(selector));
    }

    private static AggregateOf<T, Optional<TValue>, TValue?, ExtremeAggregator<T, TValue>> Extreme<TValue>(string name, Func<T, TValue> selector, bool largest, ISerde<TValue>? serde)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new(name, new(selector, largest, serde ?? Serdes.Default<TValue>()));
    }

    private static StreamAggregate<T, TValue?> FirstOrLast<TValue>(string name, Func<T, TValue> selector, Func<T, DateTimeOffset>? by, bool isLast, ISerde<TValue>? serde)
    {
        ArgumentNullException.ThrowIfNull(selector);
        serde ??= Serdes.Default<TValue>();
        return by is null
            ? new AggregateOf<T, Optional<TValue>, TValue?, FirstLastAggregator<T, TValue>>(name, new(selector, isLast, serde), keepsOrder: true)
            : new AggregateOf<T, TimedValue<TValue>, TValue?, FirstLastByAggregator<T, TValue>>(name, new(selector, by, isLast, serde));
    }
}
