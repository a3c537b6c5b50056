using System.Numerics;

namespace Streaming;

/// <summary>Adds numbers; an overflow fails as in Spark's ANSI mode.</summary>
internal readonly struct SumAggregator<TIn, TNumber>(Func<TIn, TNumber> selector) : IAggregator<TIn, TNumber, TNumber>
    where TNumber : struct, INumber<TNumber>
{
    public bool CanMerge => true;

    public ISerde<TNumber> BufferSerde => Serdes.Default<TNumber>();

    public TNumber Zero() => TNumber.Zero;

    public void Reduce(ref TNumber buffer, TIn row) => Add(ref buffer, selector(row));

    public void Merge(ref TNumber buffer, in TNumber other) => Add(ref buffer, other);

    public TNumber Finish(in TNumber buffer) => buffer;

    private static void Add(ref TNumber buffer, TNumber value)
    {
        try
        {
            buffer = checked(buffer + value);
        }
        catch (OverflowException error)
        {
            throw new AggregateOverflowException($"{buffer} + {value} is no {typeof(TNumber).Name}.", error);
        }
    }
}
