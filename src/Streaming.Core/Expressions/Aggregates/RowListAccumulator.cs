using System.Buffers;

namespace Streaming;

/// <summary>Whether a row of arguments counts.</summary>
internal delegate bool RowCondition(ReadOnlySpan<ColumnVector> arguments, int row);

/// <summary>Keeps rows of arguments of a group and computes the result from all of them at the end.</summary>
/// <param name="types">Types of the arguments.</param>
/// <param name="isDistinct">Whether equal rows count once.</param>
/// <param name="counts">Whether a row counts; null: where the first argument is not NULL.</param>
/// <param name="limit">Keeps the rows few, after rows were added: gets the rows as vectors and their number, returns those to keep; null keeps all.</param>
/// <param name="finish">Appends the result for rows (at least one).</param>
/// <param name="finishEmpty">Appends the result without rows; null appends NULL.</param>
internal sealed class RowListAccumulator(
    DataType[] types, bool isDistinct, RowCondition? counts, Func<ColumnVector[], int, int[]>? limit, Action<ColumnVector[], int, ColumnVector> finish, Action<ColumnVector>? finishEmpty)
    : GroupStates<SortedRows>
{
    private readonly ValueCodec[] _codecs = [.. types.Select(type => ValueCodec.Of(type, canonical: isDistinct))];
    private readonly ArrayBufferWriter<byte> _scratch = new(64);

    protected override bool Counts(ReadOnlySpan<ColumnVector> arguments, int row) => counts is null ? !arguments[0].IsNull(row) : counts(arguments, row);

    protected override SortedRows Create() => new() { Seen = isDistinct ? new HashSet<byte[]>(BytesComparer.Instance) : null };

    protected override void Add(SortedRows state, ReadOnlySpan<ColumnVector> arguments, int row)
    {
        _scratch.ResetWrittenCount();
        for (int i = 0; i < _codecs.Length; i++)
        {
            _codecs[i].WriteNullable(arguments[i], row, _scratch);
        }

        Add(state, _scratch.WrittenSpan);
    }

    protected override void Merge(SortedRows state, SortedRows other)
    {
        foreach (byte[] row in other.Rows)
        {
            Add(state, row);
        }
    }

    protected override void Write(SortedRows state, ArrayBufferWriter<byte> output)
    {
        ValueCodec.WriteInt(state.Rows.Count, output);
        foreach (byte[] row in state.Rows)
        {
            ValueCodec.WriteInt(row.Length, output);
            output.Write(row);
        }
    }

    protected override void Read(SortedRows state, ref ReadOnlySpan<byte> data)
    {
        int count = ValueCodec.ReadInt(ref data);
        for (int i = 0; i < count; i++)
        {
            int length = ValueCodec.ReadInt(ref data);
            Add(state, data[..length]);
            data = data[length..];
        }
    }

    protected override void Finish(SortedRows state, ColumnVector result) => finish(Decode(state), state.Rows.Count, result);

    protected override void FinishEmpty(ColumnVector result)
    {
        if (finishEmpty is null)
        {
            result.AppendNull();
        }
        else
        {
            finishEmpty(result);
        }
    }

    /// <summary>The numbers of rows in the order of some columns; equal ones stay as they are.</summary>
    public static int[] Sort(ColumnVector[] columns, int count, IReadOnlyList<(int Column, bool IsDescending, bool NullsFirst)> keys)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        Array.Sort(rows, (left, right) =>
        {
            foreach (var (column, isDescending, nullsFirst) in keys)
            {
                var vector = columns[column];
                bool leftNull = vector.IsNull(left);
                bool rightNull = vector.IsNull(right);
                int order = leftNull || rightNull
                    ? (leftNull == rightNull ? 0 : leftNull == nullsFirst ? -1 : 1)
                    : VectorOrder.Compare(vector, left, vector, right) * (isDescending ? -1 : 1);
                if (order != 0)
                {
                    return order;
                }
            }

            return left.CompareTo(right);
        });
        return rows;
    }

    private void Add(SortedRows state, ReadOnlySpan<byte> row)
    {
        if (state.Seen is { } seen)
        {
            var lookup = seen.GetAlternateLookup<ReadOnlySpan<byte>>();
            if (!lookup.Add(row))
            {
                return;
            }

            lookup.TryGetValue(row, out byte[]? kept);
            state.Rows.Add(kept!);
        }
        else
        {
            state.Rows.Add(row.ToArray());
        }

        if (limit is not null && state.Rows.Count >= state.Limit)
        {
            byte[][] kept = [.. limit(Decode(state), state.Rows.Count).Select(i => state.Rows[i])];
            state.Rows.Clear();
            state.Rows.AddRange(kept);
            state.Limit = Math.Max(256, kept.Length * 2);
        }
    }

    private ColumnVector[] Decode(SortedRows state)
    {
        var vectors = types.Select(Vectors.Create).ToArray();
        foreach (byte[] row in state.Rows)
        {
            ReadOnlySpan<byte> data = row;
            for (int i = 0; i < vectors.Length; i++)
            {
                _codecs[i].ReadNullable(ref data, vectors[i]);
            }
        }

        return vectors;
    }
}
