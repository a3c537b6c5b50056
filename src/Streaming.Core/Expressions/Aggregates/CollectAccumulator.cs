using System.Buffers;

namespace Streaming;

/// <summary>All values that are not NULL as a list, or each once as a set.</summary>
internal sealed class CollectAccumulator(DataType type, bool isSet) : Accumulator
{
    private readonly EncodedValues _values = new();
    private readonly ValueCodec _codec = ValueCodec.Of(type, canonical: isSet);
    private readonly ArrayBufferWriter<byte> _scratch = new(64);
    private int[] _counts = [];
    private HashSet<byte[]>?[] _seen = [];

    public override void Grow(int groups)
    {
        _values.Grow(groups);
        Grow(ref _counts, groups);
        if (isSet)
        {
            Grow(ref _seen, groups);
        }
    }

    public override void Clear()
    {
        _values.Clear();
        Array.Clear(_counts);
        Array.Clear(_seen);
    }

    public override void Reset(int group)
    {
        _values.Clear(group);
        _counts[group] = 0;
        if (isSet)
        {
            _seen[group] = null;
        }
    }

    public override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!arguments[0].IsNull(row))
            {
                _scratch.ResetWrittenCount();
                _codec.Write(arguments[0], row, _scratch);
                Add(groups[row], _scratch.WrittenSpan);
            }
        }
    }

    public override void Merge(int group, Accumulator other, int otherGroup)
    {
        var collected = (CollectAccumulator)other;
        var data = collected._values[otherGroup];
        for (int i = 0; i < collected._counts[otherGroup]; i++)
        {
            Add(group, Next(ref data));
        }
    }

    public override void Write(int group, ArrayBufferWriter<byte> output)
    {
        ValueCodec.WriteInt(_counts[group], output);
        output.Write(_values[group]);
    }

    public override void Read(int group, ref ReadOnlySpan<byte> data)
    {
        int count = ValueCodec.ReadInt(ref data);
        for (int i = 0; i < count; i++)
        {
            Add(group, Next(ref data));
        }
    }

    public override void Finish(int group, ColumnVector result)
    {
        var array = (ArrayVector)result;
        int start = array.Elements.Count;
        var data = _values[group];
        for (int i = 0; i < _counts[group]; i++)
        {
            var value = Next(ref data);
            _codec.Read(ref value, array.Elements);
        }

        array.AppendRow(start, _counts[group]);
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> data)
    {
        int length = ValueCodec.ReadInt(ref data);
        var value = data[..length];
        data = data[length..];
        return value;
    }

    private void Add(int group, ReadOnlySpan<byte> value)
    {
        if (isSet)
        {
            var seen = _seen[group] ??= new HashSet<byte[]>(BytesComparer.Instance);
            if (!seen.GetAlternateLookup<ReadOnlySpan<byte>>().Add(value))
            {
                return;
            }
        }

        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        _values.Append(group, length);
        _values.Append(group, value);
        _counts[group]++;
    }
}
