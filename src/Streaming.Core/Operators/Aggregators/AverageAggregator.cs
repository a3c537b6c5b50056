using System.Buffers;
using System.Numerics;

namespace Streaming;

/// <summary>Arithmetic mean: sum / count, in the arithmetic of the numbers (double or decimal).</summary>
internal readonly struct AverageAggregator<TIn, TNumber>(Func<TIn, TNumber> selector) : IAggregator<TIn, AverageBuffer<TNumber>, TNumber>
    where TNumber : struct, INumber<TNumber>
{
    private static readonly ISerde<AverageBuffer<TNumber>> Serde = new BufferBytes();

    public bool CanMerge => true;

    public ISerde<AverageBuffer<TNumber>> BufferSerde => Serde;

    public AverageBuffer<TNumber> Zero() => default;

    public void Reduce(ref AverageBuffer<TNumber> buffer, TIn row)
    {
        buffer.Sum = Add(buffer.Sum, selector(row));
        buffer.Count++;
    }

    public void Merge(ref AverageBuffer<TNumber> buffer, in AverageBuffer<TNumber> other)
    {
        buffer.Sum = Add(buffer.Sum, other.Sum);
        buffer.Count += other.Count;
    }

    public TNumber Finish(in AverageBuffer<TNumber> buffer) => buffer.Sum / TNumber.CreateChecked(buffer.Count);

    private static TNumber Add(TNumber sum, TNumber value)
    {
        try
        {
            return checked(sum + value);
        }
        catch (OverflowException error)
        {
            throw new AggregateOverflowException($"{sum} + {value} is no {typeof(TNumber).Name}.", error);
        }
    }

    private sealed class BufferBytes : ISerde<AverageBuffer<TNumber>>
    {
        private readonly ISerde<TNumber> _sum = Serdes.Default<TNumber>();

        public void Write(AverageBuffer<TNumber> value, ArrayBufferWriter<byte> output)
        {
            Serdes.Int64.Write(value.Count, output);
            _sum.Write(value.Sum, output);
        }

        public AverageBuffer<TNumber> Read(ReadOnlySpan<byte> data) => new(_sum.Read(data[sizeof(long)..]), Serdes.Int64.Read(data[..sizeof(long)]));
    }
}
