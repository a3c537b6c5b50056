using System.Buffers;

namespace Streaming;

/// <summary>The smallest or largest value of a fixed size; NaN is the largest number.</summary>
internal sealed class ExtremeAccumulator<T>(bool isMax) : Accumulator
    where T : unmanaged
{
    private readonly Comparison<T> _compare = ValueOrder<T>.Compare;
    private T[] _values = [];
    private bool[] _any = [];

    public override void Grow(int groups)
    {
        Grow(ref _values, groups);
        Grow(ref _any, groups);
    }

    public override void Clear() => Array.Clear(_any);

    public override void Reset(int group)
    {
        _any[group] = false;
        _values[group] = default;
    }

    public override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        var values = (FixedVector<T>)arguments[0];
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!values.IsNull(row))
            {
                Add(groups[row], values.Values[row]);
            }
        }
    }

    public override void Merge(int group, Accumulator other, int otherGroup)
    {
        var extremes = (ExtremeAccumulator<T>)other;
        if (extremes._any[otherGroup])
        {
            Add(group, extremes._values[otherGroup]);
        }
    }

    public override void Write(int group, ArrayBufferWriter<byte> output)
    {
        ValueCodec.WriteFixed(_any[group] ? (byte)1 : (byte)0, output);
        ValueCodec.WriteFixed(_values[group], output);
    }

    public override void Read(int group, ref ReadOnlySpan<byte> data)
    {
        _any[group] = ValueCodec.ReadFixed<byte>(ref data) != 0;
        _values[group] = ValueCodec.ReadFixed<T>(ref data);
    }

    public override void Finish(int group, ColumnVector result)
    {
        if (_any[group])
        {
            ((FixedVector<T>)result).Append(_values[group]);
        }
        else
        {
            result.AppendNull();
        }
    }

    private void Add(int group, T value)
    {
        if (!_any[group] || (isMax ? _compare(value, _values[group]) > 0 : _compare(value, _values[group]) < 0))
        {
            _any[group] = true;
            _values[group] = value;
        }
    }
}
