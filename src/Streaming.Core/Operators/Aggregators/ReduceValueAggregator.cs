namespace Streaming;

/// <summary>Reduces the values of (key, value) pairs.</summary>
internal readonly struct ReduceValueAggregator<TKey, TValue>(Func<TValue, TValue, TValue> function, ISerde<TValue> serde)
    : IAggregator<(TKey Key, TValue Value), Optional<TValue>, TValue>
{
    private readonly ReduceAggregator<TValue> _inner = new(function, serde);

    public bool CanMerge => true;

    public ISerde<Optional<TValue>> BufferSerde => _inner.BufferSerde;

    public Optional<TValue> Zero() => default;

    public void Reduce(ref Optional<TValue> buffer, (TKey Key, TValue Value) row) => _inner.Reduce(ref buffer, row.Value);

    public void Merge(ref Optional<TValue> buffer, in Optional<TValue> other) => _inner.Merge(ref buffer, in other);

    public TValue Finish(in Optional<TValue> buffer) => buffer.Value;
}
