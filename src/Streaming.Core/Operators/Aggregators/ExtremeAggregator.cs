namespace Streaming;

/// <summary>Smallest or largest value; nulls do not count, NaN is larger than any other number, as in Spark.</summary>
internal readonly struct ExtremeAggregator<TIn, TValue>(Func<TIn, TValue> selector, bool largest, ISerde<TValue> serde) : IAggregator<TIn, Optional<TValue>, TValue?>
{
    private readonly ISerde<Optional<TValue>> _serde = new OptionalSerde<TValue>(serde);

    public bool CanMerge => true;

    public ISerde<Optional<TValue>> BufferSerde => _serde;

    public Optional<TValue> Zero() => default;

    public void Reduce(ref Optional<TValue> buffer, TIn row) => Take(ref buffer, selector(row));

    public void Merge(ref Optional<TValue> buffer, in Optional<TValue> other)
    {
        if (other.HasValue)
        {
            Take(ref buffer, other.Value);
        }
    }

    public TValue? Finish(in Optional<TValue> buffer) => buffer.Value;

    private void Take(ref Optional<TValue> buffer, TValue value)
    {
        if (value is null)
        {
            return;
        }

        if (!buffer.HasValue || (largest ? ValueOrder<TValue>.Compare(value, buffer.Value) > 0 : ValueOrder<TValue>.Compare(value, buffer.Value) < 0))
        {
            buffer.Value = Detachable.Detach(value);
            buffer.HasValue = true;
        }
    }
}
