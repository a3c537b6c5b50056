using System.Buffers;

namespace Streaming;

/// <summary>The first or last value, NULL counted or not.</summary>
internal sealed class FirstLastAccumulator(DataType type, bool isLast, bool ignoreNulls) : Accumulator
{
    private readonly EncodedValues _values = new();
    private readonly ValueCodec _codec = ValueCodec.Of(type, canonical: false);
    private readonly ArrayBufferWriter<byte> _scratch = new(64);

    public override void Grow(int groups) => _values.Grow(groups);

    public override void Clear() => _values.Clear();

    public override void Reset(int group) => _values.Clear(group);

    public override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            int group = groups[row];
            if ((isLast || !_values.Has(group)) && !(ignoreNulls && arguments[0].IsNull(row)))
            {
                _scratch.ResetWrittenCount();
                _codec.WriteNullable(arguments[0], row, _scratch);
                _values.Set(group, _scratch.WrittenSpan);
            }
        }
    }

    public override void Merge(int group, Accumulator other, int otherGroup)
    {
        var values = ((FirstLastAccumulator)other)._values;
        if (values.Has(otherGroup) && (isLast || !_values.Has(group)))
        {
            _values.Set(group, values[otherGroup]);
        }
    }

    public override void Write(int group, ArrayBufferWriter<byte> output)
    {
        ValueCodec.WriteInt(_values.Has(group) ? _values[group].Length : -1, output);
        output.Write(_values[group]);
    }

    public override void Read(int group, ref ReadOnlySpan<byte> data)
    {
        int length = ValueCodec.ReadInt(ref data);
        if (length >= 0)
        {
            _values.Set(group, data[..length]);
            data = data[length..];
        }
    }

    public override void Finish(int group, ColumnVector result)
    {
        if (_values.Has(group))
        {
            var data = _values[group];
            _codec.ReadNullable(ref data, result);
        }
        else
        {
            result.AppendNull();
        }
    }
}
