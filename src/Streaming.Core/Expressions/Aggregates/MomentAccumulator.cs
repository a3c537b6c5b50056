using System.Buffers;

namespace Streaming;

/// <summary>The number of values, their mean, and the sums of powers 2 to 4 of their distances from it.</summary>
internal record struct Moments(double Count, double Mean, double M2, double M3, double M4)
{
    public void Add(double value)
    {
        double count = Count + 1;
        double delta = value - Mean;
        double step = delta / count;
        M2 += delta * (delta - step);
        double square = delta * delta;
        double stepSquare = step * step;
        M3 = M3 - (3.0 * step * M2) + (delta * (square - stepSquare));
        M4 = M4 - (4.0 * step * M3) - (6.0 * stepSquare * M2) + (delta * ((delta * square) - (step * stepSquare)));
        Mean += step;
        Count = count;
    }

    public void Add(in Moments other)
    {
        var (n1, n2) = (Count, other.Count);
        double count = n1 + n2;
        double delta = other.Mean - Mean;
        double step = count == 0 ? 0 : delta / count;
        double m2 = M2 + other.M2 + (delta * step * n1 * n2);
        double m3 = M3 + other.M3 + (step * step * delta * n1 * n2 * (n1 - n2)) + (3.0 * step * ((n1 * other.M2) - (n2 * M2)));
        M4 = M4 + other.M4 + (step * step * step * delta * n1 * n2 * ((n1 * n1) - (n1 * n2) + (n2 * n2)))
            + (6.0 * step * step * ((n1 * n1 * other.M2) + (n2 * n2 * M2))) + (4.0 * step * ((n1 * other.M3) - (n2 * M3)));
        Mean += step * n2;
        (Count, M2, M3) = (count, m2, m3);
    }
}

/// <summary>Variance, deviation, skewness and kurtosis: the moments of doubles, and what is made of them (null for NULL).</summary>
internal sealed class MomentAccumulator(Func<Moments, double?> finish) : Accumulator
{
    private Moments[] _moments = [];

    public override void Grow(int groups) => Grow(ref _moments, groups);

    public override void Clear() => Array.Clear(_moments);

    public override void Reset(int group) => _moments[group] = default;

    public override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        var values = (FixedVector<double>)arguments[0];
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!values.IsNull(row))
            {
                _moments[groups[row]].Add(values.Values[row]);
            }
        }
    }

    public override void Merge(int group, Accumulator other, int otherGroup)
    {
        ref var moments = ref ((MomentAccumulator)other)._moments[otherGroup];
        if (_moments[group].Count == 0)
        {
            _moments[group] = moments;
        }
        else if (moments.Count > 0)
        {
            _moments[group].Add(in moments);
        }
    }

    public override void Write(int group, ArrayBufferWriter<byte> output)
    {
        var moments = _moments[group];
        ValueCodec.WriteFixed(moments.Count, output);
        ValueCodec.WriteFixed(moments.Mean, output);
        ValueCodec.WriteFixed(moments.M2, output);
        ValueCodec.WriteFixed(moments.M3, output);
        ValueCodec.WriteFixed(moments.M4, output);
    }

    public override void Read(int group, ref ReadOnlySpan<byte> data)
    {
        double count = ValueCodec.ReadFixed<double>(ref data);
        double mean = ValueCodec.ReadFixed<double>(ref data);
        double m2 = ValueCodec.ReadFixed<double>(ref data);
        double m3 = ValueCodec.ReadFixed<double>(ref data);
        _moments[group] = new Moments(count, mean, m2, m3, ValueCodec.ReadFixed<double>(ref data));
    }

    public override void Finish(int group, ColumnVector result)
    {
        if (finish(_moments[group]) is { } value)
        {
            ((FixedVector<double>)result).Append(value);
        }
        else
        {
            result.AppendNull();
        }
    }
}
