using System.Buffers;
using System.Numerics;

namespace Streaming;

/// <summary>How bits of integers are joined.</summary>
internal enum BitJoin
{
    And,
    Or,
    Xor,
}

/// <summary>The bits of integers joined; NULL without values.</summary>
internal sealed class BitwiseAccumulator<T>(BitJoin join) : Accumulator
    where T : unmanaged, IBinaryInteger<T>
{
    private T[] _values = [];
    private bool[] _any = [];

    public override void Grow(int groups)
    {
        Grow(ref _values, groups);
        Grow(ref _any, groups);
    }

    public override void Clear() => Array.Clear(_any);

    public override void Reset(int group) => _any[group] = false;

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
        var values = (BitwiseAccumulator<T>)other;
        if (values._any[otherGroup])
        {
            Add(group, values._values[otherGroup]);
        }
    }

    public override void Write(int group, ArrayBufferWriter<byte> output)
    {
        ValueCodec.WriteFixed(_any[group] ? (byte)1 : (byte)0, output);
        ValueCodec.WriteFixed(_any[group] ? _values[group] : default, output);
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
        _values[group] = !_any[group] ? value : join switch
        {
            BitJoin.And => _values[group] & value,
            BitJoin.Or => _values[group] | value,
            _ => _values[group] ^ value,
        };
        _any[group] = true;
    }
}
