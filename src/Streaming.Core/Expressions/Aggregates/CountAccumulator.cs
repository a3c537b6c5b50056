using System.Buffers;

namespace Streaming;

/// <summary>Counts rows whose arguments are not NULL.</summary>
internal sealed class CountAccumulator : Accumulator
{
    private long[] _counts = [];

    public override void Grow(int groups) => Grow(ref _counts, groups);

    public override void Clear() => Array.Clear(_counts);

    public override void Reset(int group) => _counts[group] = 0;

    public override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        var counts = _counts;
        bool nulls = false;
        foreach (var argument in arguments)
        {
            nulls |= argument.Nulls.Any || argument.Type == DataTypes.Null;
        }

        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!nulls || NoneNull(arguments, row))
            {
                counts[groups[row]]++;
            }
        }
    }

    public override void Merge(int group, Accumulator other, int otherGroup) => _counts[group] += ((CountAccumulator)other)._counts[otherGroup];

    public override void Write(int group, ArrayBufferWriter<byte> output) => StateValue.Write(_counts[group], output);

    public override void Read(int group, ref ReadOnlySpan<byte> data) => StateValue.Read(ref data, out _counts[group]);

    public override void Finish(int group, ColumnVector result) => ((FixedVector<long>)result).Append(_counts[group]);

    private static bool NoneNull(ReadOnlySpan<ColumnVector> arguments, int row)
    {
        foreach (var argument in arguments)
        {
            if (argument.IsNull(row))
            {
                return false;
            }
        }

        return true;
    }
}
