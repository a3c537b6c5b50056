namespace Streaming;

/// <summary>An aggregate made of lambdas.</summary>
internal readonly struct DelegateAggregator<TIn, TBuffer>(Func<TBuffer> init, Func<TBuffer, TIn, TBuffer> add, Func<TBuffer, TBuffer, TBuffer>? merge, ISerde<TBuffer> serde)
    : IAggregator<TIn, Optional<TBuffer>, TBuffer>
{
    private readonly ISerde<Optional<TBuffer>> _serde = new OptionalSerde<TBuffer>(serde);

    public bool CanMerge => merge is not null;

    public ISerde<Optional<TBuffer>> BufferSerde => _serde;

    public Optional<TBuffer> Zero() => new() { HasValue = true, Value = init() };

    public void Reduce(ref Optional<TBuffer> buffer, TIn row) => buffer.Value = Detachable.Detach(add(buffer.Value, row));

    public void Merge(ref Optional<TBuffer> buffer, in Optional<TBuffer> other) => buffer.Value = Detachable.Detach(merge!(buffer.Value, other.Value));

    public TBuffer Finish(in Optional<TBuffer> buffer) => buffer.Value;
}
