using System.Buffers;

namespace Streaming;

/// <summary>A count-min sketch (Cormode and Muthukrishnan, 2005) in Spark's bytes.</summary>
internal sealed class CountMinAccumulator : GroupStates<CountMinAccumulator.Sketch>
{
    private const long Prime = (1L << 31) - 1;

    private readonly int _width;
    private readonly int _depth;
    private readonly long[] _factors;

    public CountMinAccumulator(double error, double confidence, int seed)
    {
        _width = (int)Math.Ceiling(2 / error);
        _depth = (int)Math.Ceiling(-Math.Log(1 - confidence) / Math.Log(2));
        var random = new JavaRandom(seed);
        _factors = [.. Enumerable.Range(0, _depth).Select(_ => (long)random.NextInt(int.MaxValue))];
    }

    internal sealed class Sketch(int cells)
    {
        public long Total { get; set; }

        public long[] Cells { get; } = new long[cells];
    }

    protected override Sketch Create() => new(_depth * _width);

    protected override void Add(Sketch state, ReadOnlySpan<ColumnVector> arguments, int row)
    {
        state.Total++;
        if (arguments[0] is BytesVector bytes)
        {
            int first = SqlHash.Murmur(bytes, row, 0);
            int second = SqlHash.Murmur(bytes, row, first);
            for (int i = 0; i < _depth; i++)
            {
                state.Cells[(i * _width) + Math.Abs(unchecked(first + (i * second)) % _width)]++;
            }

            return;
        }

        long item = arguments[0] switch
        {
            FixedVector<long> values => values.Values[row],
            FixedVector<int> values => values.Values[row],
            FixedVector<short> values => values.Values[row],
            var small => ((FixedVector<sbyte>)small).Values[row],
        };
        for (int i = 0; i < _depth; i++)
        {
            long hash = unchecked(_factors[i] * item);
            hash = unchecked(hash + (hash >> 32)) & Prime;
            state.Cells[(i * _width) + ((int)hash % _width)]++;
        }
    }

    protected override void Merge(Sketch state, Sketch other)
    {
        state.Total += other.Total;
        for (int i = 0; i < state.Cells.Length; i++)
        {
            state.Cells[i] += other.Cells[i];
        }
    }

    protected override void Write(Sketch state, ArrayBufferWriter<byte> output)
    {
        ValueCodec.WriteInt(1, output); // the version of the form
        ValueCodec.WriteFixed(state.Total, output);
        ValueCodec.WriteInt(_depth, output);
        ValueCodec.WriteInt(_width, output);
        foreach (long number in _factors.Concat(state.Cells))
        {
            ValueCodec.WriteFixed(number, output);
        }
    }

    protected override void Read(Sketch state, ref ReadOnlySpan<byte> data)
    {
        ValueCodec.ReadInt(ref data);
        state.Total = ValueCodec.ReadFixed<long>(ref data);
        data = data[((2 * sizeof(int)) + (_depth * sizeof(long)))..];
        for (int i = 0; i < state.Cells.Length; i++)
        {
            state.Cells[i] = ValueCodec.ReadFixed<long>(ref data);
        }
    }

    protected override void Finish(Sketch state, ColumnVector result)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(state, bytes);
        ((BytesVector)result).AppendCopy(bytes.WrittenSpan);
    }

    protected override void FinishEmpty(ColumnVector result) => Finish(Create(), result);
}
