using System.Buffers;

namespace Streaming;

/// <summary>How often each value comes; the result is made of the different values and their numbers.</summary>
/// <param name="type">Type of the values.</param>
/// <param name="finish">Appends the result for values and how often each came, in the order of their first row.</param>
/// <param name="isUnion">Whether the argument is an array whose elements are the values; the result without values is that of none.</param>
internal sealed class CountedAccumulator(DataType type, Action<ColumnVector, long[], ColumnVector> finish, bool isUnion = false) : GroupStates<Dictionary<byte[], long>>
{
    private readonly ValueCodec _codec = ValueCodec.Of(type, canonical: true);
    private readonly ArrayBufferWriter<byte> _scratch = new(64);

    protected override Dictionary<byte[], long> Create() => new(BytesComparer.Instance);

    protected override void Add(Dictionary<byte[], long> state, ReadOnlySpan<ColumnVector> arguments, int row)
    {
        if (!isUnion)
        {
            Add(state, arguments[0], row);
            return;
        }

        var array = (ArrayVector)arguments[0];
        for (int i = array.Starts[row]; i < array.Starts[row] + array.Lengths[row]; i++)
        {
            if (!array.Elements.IsNull(i))
            {
                Add(state, array.Elements, i);
            }
        }
    }

    protected override void Merge(Dictionary<byte[], long> state, Dictionary<byte[], long> other)
    {
        foreach (var (value, count) in other)
        {
            Add(state, value, count);
        }
    }

    protected override void Write(Dictionary<byte[], long> state, ArrayBufferWriter<byte> output)
    {
        ValueCodec.WriteInt(state.Count, output);
        foreach (var (value, count) in state)
        {
            ValueCodec.WriteInt(value.Length, output);
            output.Write(value);
            ValueCodec.WriteFixed(count, output);
        }
    }

    protected override void Read(Dictionary<byte[], long> state, ref ReadOnlySpan<byte> data)
    {
        int values = ValueCodec.ReadInt(ref data);
        for (int i = 0; i < values; i++)
        {
            int length = ValueCodec.ReadInt(ref data);
            var value = data[..length];
            data = data[length..];
            Add(state, value, ValueCodec.ReadFixed<long>(ref data));
        }
    }

    protected override void Finish(Dictionary<byte[], long> state, ColumnVector result)
    {
        var values = Vectors.Create(type);
        foreach (byte[] value in state.Keys)
        {
            ReadOnlySpan<byte> data = value;
            _codec.Read(ref data, values);
        }

        finish(values, [.. state.Values], result);
    }

    protected override void FinishEmpty(ColumnVector result)
    {
        if (isUnion)
        {
            finish(Vectors.Create(type), [], result);
        }
        else
        {
            result.AppendNull();
        }
    }

    private void Add(Dictionary<byte[], long> state, ColumnVector vector, int row)
    {
        _scratch.ResetWrittenCount();
        _codec.Write(vector, row, _scratch);
        Add(state, _scratch.WrittenSpan, 1);
    }

    private static void Add(Dictionary<byte[], long> state, ReadOnlySpan<byte> value, long count) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(state.GetAlternateLookup<ReadOnlySpan<byte>>(), value, out _) += count;
}
