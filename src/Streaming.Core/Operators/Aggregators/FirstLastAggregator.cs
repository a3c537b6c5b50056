namespace Streaming;

/// <summary>The first or last value in the order in which rows come; a null counts.</summary>
internal readonly struct FirstLastAggregator<TIn, TValue>(Func<TIn, TValue> selector, bool isLast, ISerde<TValue> serde) : IAggregator<TIn, Optional<TValue>, TValue?>
{
    private readonly ISerde<Optional<TValue>> _serde = new OptionalSerde<TValue>(serde);

    public bool CanMerge => true;

    public ISerde<Optional<TValue>> BufferSerde => _serde;

    public Optional<TValue> Zero() => default;

    public void Reduce(ref Optional<TValue> buffer, TIn row)
    {
        if (isLast || !buffer.HasValue)
        {
            buffer.Value = Detachable.Detach(selector(row));
            buffer.HasValue = true;
        }
    }

    public void Merge(ref Optional<TValue> buffer, in Optional<TValue> other)
    {
        if (other.HasValue && (isLast || !buffer.HasValue))
        {
            buffer = other;
        }
    }

    public TValue? Finish(in Optional<TValue> buffer) => buffer.Value;
}
