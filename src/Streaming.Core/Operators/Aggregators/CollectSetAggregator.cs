using System.Buffers;

namespace Streaming;

/// <summary>The different values that are not null.</summary>
internal readonly struct CollectSetAggregator<TIn, TValue>(Func<TIn, TValue> selector, ISerde<TValue> serde) : IAggregator<TIn, HashSet<TValue>, TValue[]>
{
    private readonly Bytes _serde = new(new ArraySerde<TValue>(serde));

    public bool CanMerge => true;

    public ISerde<HashSet<TValue>> BufferSerde => _serde;

    public HashSet<TValue> Zero() => [];

    public void Reduce(ref HashSet<TValue> buffer, TIn row)
    {
        if (selector(row) is { } value && !buffer.Contains(value))
        {
            buffer.Add(Detachable.Detach(value));
        }
    }

    public void Merge(ref HashSet<TValue> buffer, in HashSet<TValue> other) => buffer.UnionWith(other);

    public TValue[] Finish(in HashSet<TValue> buffer) => [.. buffer];

    private sealed class Bytes(ArraySerde<TValue> values) : ISerde<HashSet<TValue>>
    {
        public void Write(HashSet<TValue> value, ArrayBufferWriter<byte> output) => values.Write([.. value], output);

        public HashSet<TValue> Read(ReadOnlySpan<byte> data) => [.. values.Read(data)];
    }
}
