using System.Buffers;

namespace Streaming;

/// <summary>All values that are not null, in the order in which they come.</summary>
internal readonly struct CollectListAggregator<TIn, TValue>(Func<TIn, TValue> selector, ISerde<TValue> serde) : IAggregator<TIn, List<TValue>, TValue[]>
{
    private readonly Bytes _serde = new(new ArraySerde<TValue>(serde));

    public bool CanMerge => true;

    public ISerde<List<TValue>> BufferSerde => _serde;

    public List<TValue> Zero() => [];

    public void Reduce(ref List<TValue> buffer, TIn row)
    {
        if (selector(row) is { } value)
        {
            buffer.Add(Detachable.Detach(value));
        }
    }

    public void Merge(ref List<TValue> buffer, in List<TValue> other) => buffer.AddRange(other);

    public TValue[] Finish(in List<TValue> buffer) => [.. buffer];

    private sealed class Bytes(ArraySerde<TValue> values) : ISerde<List<TValue>>
    {
        public void Write(List<TValue> value, ArrayBufferWriter<byte> output) => values.Write([.. value], output);

        public List<TValue> Read(ReadOnlySpan<byte> data) => [.. values.Read(data)];
    }
}
