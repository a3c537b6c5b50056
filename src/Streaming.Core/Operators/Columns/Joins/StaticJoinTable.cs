namespace Streaming;

/// <summary>All rows of the bounded side of a join, by key. Filled by one worker, then read by all.</summary>
internal sealed class StaticJoinTable
{
    private readonly KeyTable<Chain>? _chains;
    private readonly int[] _next;

    /// <param name="rows">The rows; kept.</param>
    /// <param name="schema">Their columns.</param>
    /// <param name="keys">Reads their keys; null where every row may match.</param>
    /// <param name="evaluation">The worker's context.</param>
    public StaticJoinTable(IReadOnlyList<RowBatch> rows, StructType schema, JoinKeyReader? keys, EvaluationContext evaluation)
    {
        Columns = rows is [var only] ? only.Columns : RowBatch.Create(schema, 0).Columns;
        Count = rows.Sum(batch => batch.Count);
        _next = new int[Count];
        if (rows.Count != 1)
        {
            foreach (var column in Columns)
            {
                column.Reset(0);
            }
        }

        _chains = keys is null ? null : new KeyTable<Chain>(Math.Max(16, Count));
        int first = 0;
        foreach (var batch in rows)
        {
            if (rows.Count != 1)
            {
                for (int column = 0; column < Columns.Length; column++)
                {
                    for (int row = 0; row < batch.Count; row++)
                    {
                        Columns[column].AppendFrom(batch.Columns[column], row);
                    }
                }
            }

            keys?.Begin(batch, RowSet.All(batch.Count), evaluation);
            for (int row = 0; row < batch.Count; row++)
            {
                Link(keys, row, first + row);
            }

            first += batch.Count;
        }
    }

    public ColumnVector[] Columns { get; }

    public int Count { get; }

    /// <summary>The first row of a key, -1 where there is none.</summary>
    public int First(ReadOnlySpan<byte> key, bool isNull)
    {
        int index = _chains!.Find(key, isNull);
        return index < 0 ? -1 : _chains.At(index).Value.First;
    }

    /// <summary>The first of all rows, where there are no keys.</summary>
    public int First() => Count == 0 ? -1 : 0;

    /// <summary>The next row of the same key, -1 behind the last.</summary>
    public int Next(int row) => _next[row];

    private void Link(JoinKeyReader? keys, int row, int number)
    {
        _next[number] = -1;
        if (keys is null)
        {
            if (number > 0)
            {
                _next[number - 1] = number;
            }
        }
        else if (keys.CanMatch(row))
        {
            var key = keys.Encode(row, out bool isNull);
            ref var chain = ref _chains!.At(_chains.GetOrAdd(key, isNull, out bool added)).Value;
            if (added)
            {
                chain.First = number;
            }
            else
            {
                _next[chain.Last] = number;
            }

            chain.Last = number;
        }
    }

    private struct Chain
    {
        public int First;
        public int Last;
    }
}
