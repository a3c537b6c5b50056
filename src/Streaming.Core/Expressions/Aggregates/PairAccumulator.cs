using System.Buffers;

namespace Streaming;

/// <summary>Pairs of values: how many, the means, the sum of products of the distances from them, and the sums of their squares.</summary>
internal record struct PairMoments(double Count, double MeanX, double MeanY, double Cxy, double Mx, double My)
{
    public void Add(double x, double y)
    {
        Count++;
        double dx = x - MeanX;
        double stepX = dx / Count;
        double dy = y - MeanY;
        double stepY = dy / Count;
        MeanX += stepX;
        MeanY += stepY;
        Cxy += dx * (dy - stepY);
        Mx += dx * (dx - stepX);
        My += dy * (dy - stepY);
    }

    public void Add(in PairMoments other)
    {
        double n1 = Count;
        double n2 = other.Count;
        Count = n1 + n2;
        double dx = other.MeanX - MeanX;
        double stepX = Count == 0 ? 0 : dx / Count;
        double dy = other.MeanY - MeanY;
        double stepY = Count == 0 ? 0 : dy / Count;
        MeanX += stepX * n2;
        MeanY += stepY * n2;
        Cxy = Cxy + other.Cxy + (dx * stepY * n1 * n2);
        Mx = Mx + other.Mx + (dx * stepX * n1 * n2);
        My = My + other.My + (dy * stepY * n1 * n2);
    }
}

/// <summary>Covariance, correlation and regression: the moments of pairs of which none is NULL, and what is made of them (null for NULL).</summary>
internal sealed class PairAccumulator(Func<PairMoments, double?> finish) : Accumulator
{
    private PairMoments[] _moments = [];

    public override void Grow(int groups) => Grow(ref _moments, groups);

    public override void Clear() => Array.Clear(_moments);

    public override void Reset(int group) => _moments[group] = default;

    public override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        var x = (FixedVector<double>)arguments[0];
        var y = (FixedVector<double>)arguments[1];
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!x.IsNull(row) && !y.IsNull(row))
            {
                _moments[groups[row]].Add(x.Values[row], y.Values[row]);
            }
        }
    }

    public override void Merge(int group, Accumulator other, int otherGroup)
    {
        ref var moments = ref ((PairAccumulator)other)._moments[otherGroup];
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
        ValueCodec.WriteFixed(moments.MeanX, output);
        ValueCodec.WriteFixed(moments.MeanY, output);
        ValueCodec.WriteFixed(moments.Cxy, output);
        ValueCodec.WriteFixed(moments.Mx, output);
        ValueCodec.WriteFixed(moments.My, output);
    }

    public override void Read(int group, ref ReadOnlySpan<byte> data)
    {
        double count = ValueCodec.ReadFixed<double>(ref data);
        double meanX = ValueCodec.ReadFixed<double>(ref data);
        double meanY = ValueCodec.ReadFixed<double>(ref data);
        double cxy = ValueCodec.ReadFixed<double>(ref data);
        double mx = ValueCodec.ReadFixed<double>(ref data);
        _moments[group] = new PairMoments(count, meanX, meanY, cxy, mx, ValueCodec.ReadFixed<double>(ref data));
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
