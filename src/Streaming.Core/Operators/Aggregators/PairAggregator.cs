using System.Buffers;

namespace Streaming;

/// <summary>Two aggregates over the same rows in one pass.</summary>
internal readonly struct PairAggregator<TIn, TFirstBuffer, TFirst, TFirstAggregator, TSecondBuffer, TSecond, TSecondAggregator>(TFirstAggregator first, TSecondAggregator second)
    : IAggregator<TIn, PairBuffer<TFirstBuffer, TSecondBuffer>, (TFirst, TSecond)>
    where TFirstAggregator : struct, IAggregator<TIn, TFirstBuffer, TFirst>
    where TSecondAggregator : struct, IAggregator<TIn, TSecondBuffer, TSecond>
{
    private readonly TFirstAggregator _first = first;
    private readonly TSecondAggregator _second = second;
    private readonly Bytes _serde = new(first.BufferSerde, second.BufferSerde);

    public bool CanMerge => _first.CanMerge && _second.CanMerge;

    public ISerde<PairBuffer<TFirstBuffer, TSecondBuffer>> BufferSerde => _serde;

    public PairBuffer<TFirstBuffer, TSecondBuffer> Zero() => new() { First = _first.Zero(), Second = _second.Zero() };

    public void Reduce(ref PairBuffer<TFirstBuffer, TSecondBuffer> buffer, TIn row)
    {
        _first.Reduce(ref buffer.First, row);
        _second.Reduce(ref buffer.Second, row);
    }

    public void Merge(ref PairBuffer<TFirstBuffer, TSecondBuffer> buffer, in PairBuffer<TFirstBuffer, TSecondBuffer> other)
    {
        _first.Merge(ref buffer.First, in other.First);
        _second.Merge(ref buffer.Second, in other.Second);
    }

    public (TFirst, TSecond) Finish(in PairBuffer<TFirstBuffer, TSecondBuffer> buffer) => (_first.Finish(in buffer.First), _second.Finish(in buffer.Second));

    private sealed class Bytes(ISerde<TFirstBuffer> first, ISerde<TSecondBuffer> second) : ISerde<PairBuffer<TFirstBuffer, TSecondBuffer>>
    {
        public void Write(PairBuffer<TFirstBuffer, TSecondBuffer> value, ArrayBufferWriter<byte> output)
        {
            Framing.WriteVariable(first, value.First, output);
            second.Write(value.Second, output);
        }

        public PairBuffer<TFirstBuffer, TSecondBuffer> Read(ReadOnlySpan<byte> data)
        {
            var reader = new CompositeReader(data, typeof(PairBuffer<TFirstBuffer, TSecondBuffer>));
            var value = first.Read(reader.TakeVariable());
            return new() { First = value, Second = second.Read(reader.Take(reader.Remaining)) };
        }
    }
}
