namespace Streaming;

/// <summary>Operations on streams of (key, value) pairs.</summary>
public static class PairStreamExtensions
{
    /// <summary>Combines the values of each key two by two: <c>words.Map(word => (word, 1)).ReduceByKey((a, b) => a + b)</c>.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <typeparam name="TValue">The value.</typeparam>
    /// <param name="stream">The pairs.</param>
    /// <param name="function">Associative and commutative, as in Spark.</param>
    /// <param name="keySerde">How keys are written; null: <see cref="Serdes.Default{T}"/>.</param>
    /// <param name="valueSerde">How values are kept in state; null: <see cref="Serdes.Default{T}"/>.</param>
    public static DataStream<(TKey Key, TValue Value)> ReduceByKey<TKey, TValue>(
        this DataStream<(TKey Key, TValue Value)> stream, Func<TValue, TValue, TValue> function, ISerde<TKey>? keySerde = null, ISerde<TValue>? valueSerde = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(function);
        var node = new KeyedAggregateNode<(TKey Key, TValue Value), TKey, Optional<TValue>, TValue, (TKey Key, TValue Value), ReduceValueAggregator<TKey, TValue>>(
            "ReduceByKey", stream.Node, static pair => pair.Key, keySerde ?? Serdes.Default<TKey>(),
            new ReduceValueAggregator<TKey, TValue>(function, valueSerde ?? Serdes.Default<TValue>()), static (key, value) => (key, value));
        return new DataStream<(TKey Key, TValue Value)>(stream.Session, node);
    }
}
