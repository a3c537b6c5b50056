namespace Streaming;

internal readonly struct ReduceAggregator<T>(Func<T, T, T> function, ISerde<T> serde) : IAggregator<T, Optional<T>, T>
{
    private readonly ISerde<Optional<T>> _serde = new OptionalSerde<T>(serde);

    public bool CanMerge => true;

    public ISerde<Optional<T>> BufferSerde => _serde;

    public Optional<T> Zero() => default;

    public void Reduce(ref Optional<T> buffer, T row)
    {
        buffer.Value = Detachable.Detach(buffer.HasValue ? function(buffer.Value, row) : row);
        buffer.HasValue = true;
    }

    public void Merge(ref Optional<T> buffer, in Optional<T> other)
    {
        if (other.HasValue)
        {
            Reduce(ref buffer, other.Value);
        }
    }

    public T Finish(in Optional<T> buffer) => buffer.Value;
}
