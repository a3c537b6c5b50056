using System.Buffers;

namespace Streaming;

/// <summary>The smallest or largest text or binary, by bytes.</summary>
internal sealed class BytesExtremeAccumulator(bool isMax) : Accumulator
{
    private readonly EncodedValues _values = new();

    public override void Grow(int groups) => _values.Grow(groups);

    public override void Clear() => _values.Clear();

    public override void Reset(int group) => _values.Clear(group);

    public override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        var values = (BytesVector)arguments[0];
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!values.IsNull(row))
            {
                Add(groups[row], values.Value(row));
            }
        }
    }

    public override void Merge(int group, Accumulator other, int otherGroup)
    {
        var values = ((BytesExtremeAccumulator)other)._values;
        if (values.Has(otherGroup))
        {
            Add(group, values[otherGroup]);
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
            ((BytesVector)result).AppendCopy(_values[group]);
        }
        else
        {
            result.AppendNull();
        }
    }

    private void Add(int group, ReadOnlySpan<byte> value)
    {
        if (!_values.Has(group) || (isMax ? value.SequenceCompareTo(_values[group]) > 0 : value.SequenceCompareTo(_values[group]) < 0))
        {
            _values.Set(group, value);
        }
    }
}
