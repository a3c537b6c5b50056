using System.Buffers;

namespace Streaming;

/// <summary>Counts rows for which a condition is true.</summary>
internal sealed class CountIfAccumulator : Accumulator
{
    private long[] _counts = [];

    public override void Grow(int groups) => Grow(ref _counts, groups);

    public override void Clear() => Array.Clear(_counts);

    public override void Reset(int group) => _counts[group] = 0;

    public override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        if (arguments[0] is not FixedVector<bool> conditions)
        {
            return; // NULL
        }

        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!conditions.IsNull(row) && conditions.Values[row])
            {
                _counts[groups[row]]++;
            }
        }
    }

    public override void Merge(int group, Accumulator other, int otherGroup) => _counts[group] += ((CountIfAccumulator)other)._counts[otherGroup];

    public override void Write(int group, ArrayBufferWriter<byte> output) => StateValue.Write(_counts[group], output);

    public override void Read(int group, ref ReadOnlySpan<byte> data) => StateValue.Read(ref data, out _counts[group]);

    public override void Finish(int group, ColumnVector result) => ((FixedVector<long>)result).Append(_counts[group]);
}
