namespace Streaming;

/// <summary>The value of the row with the earliest or latest time, however late it comes; of equal times the one that came first or last.</summary>
internal readonly struct FirstLastByAggregator<TIn, TValue>(Func<TIn, TValue> selector, Func<TIn, DateTimeOffset> time, bool isLast, ISerde<TValue> serde) : IAggregator<TIn, TimedValue<TValue>, TValue?>
{
    private readonly TimedValue<TValue>.Serde _serde = new(serde);

    public bool CanMerge => true;

    public ISerde<TimedValue<TValue>> BufferSerde => _serde;

    public TimedValue<TValue> Zero() => default;

    public void Reduce(ref TimedValue<TValue> buffer, TIn row)
    {
        long ticks = time(row).UtcTicks;
        if (Takes(buffer, ticks))
        {
            buffer.Ticks = ticks;
            buffer.Value.Value = Detachable.Detach(selector(row));
            buffer.Value.HasValue = true;
        }
    }

    public void Merge(ref TimedValue<TValue> buffer, in TimedValue<TValue> other)
    {
        if (other.Value.HasValue && Takes(buffer, other.Ticks))
        {
            buffer = other;
        }
    }

    public TValue? Finish(in TimedValue<TValue> buffer) => buffer.Value.Value;

    private bool Takes(in TimedValue<TValue> buffer, long ticks) => !buffer.Value.HasValue || (isLast ? ticks >= buffer.Ticks : ticks < buffer.Ticks);
}
