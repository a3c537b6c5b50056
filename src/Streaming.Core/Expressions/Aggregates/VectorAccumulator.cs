using System.Buffers;

namespace Streaming;

/// <summary>Sums or means of arrays of float, place by place; arrays with NULL inside do not count.</summary>
internal sealed class VectorAccumulator(string function, bool isMean) : GroupStates<VectorAccumulator.Sums>
{
    internal sealed class Sums
    {
        public float[]? Values { get; set; }

        public long Count { get; set; }
    }

    protected override Sums Create() => new();

    protected override bool Counts(ReadOnlySpan<ColumnVector> arguments, int row)
    {
        if (arguments[0].IsNull(row))
        {
            return false;
        }

        var array = (ArrayVector)arguments[0];
        for (int i = 0; i < array.Lengths[row]; i++)
        {
            if (array.Elements.IsNull(array.Starts[row] + i))
            {
                return false;
            }
        }

        return true;
    }

    protected override void Add(Sums state, ReadOnlySpan<ColumnVector> arguments, int row)
    {
        var array = (ArrayVector)arguments[0];
        Add(state, ((FixedVector<float>)array.Elements).Values.AsSpan(array.Starts[row], array.Lengths[row]), 1);
    }

    protected override void Merge(Sums state, Sums other) => Add(state, other.Values, other.Count);

    protected override void Write(Sums state, ArrayBufferWriter<byte> output)
    {
        ValueCodec.WriteFixed(state.Count, output);
        ValueCodec.WriteInt(state.Values!.Length, output);
        foreach (float value in state.Values)
        {
            ValueCodec.WriteFixed(value, output);
        }
    }

    protected override void Read(Sums state, ref ReadOnlySpan<byte> data)
    {
        state.Count = ValueCodec.ReadFixed<long>(ref data);
        state.Values = new float[ValueCodec.ReadInt(ref data)];
        for (int i = 0; i < state.Values.Length; i++)
        {
            state.Values[i] = ValueCodec.ReadFixed<float>(ref data);
        }
    }

    protected override void Finish(Sums state, ColumnVector result)
    {
        var array = (ArrayVector)result;
        int start = array.Elements.Count;
        foreach (float value in state.Values!)
        {
            ((FixedVector<float>)array.Elements).Append(isMean ? value / state.Count : value);
        }

        array.AppendRow(start, state.Values.Length);
    }

    private void Add(Sums state, ReadOnlySpan<float> values, long count)
    {
        state.Count += count;
        if (state.Values is not { } sums)
        {
            state.Values = values.ToArray();
            return;
        }

        if (sums.Length != values.Length)
        {
            throw BindErrors.Make("VECTOR_DIMENSION_MISMATCH", $"Vectors passed to `{function}` must have the same dimension, but got {sums.Length} and {values.Length}.", "22000");
        }

        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }
    }
}
