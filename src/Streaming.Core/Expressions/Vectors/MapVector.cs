namespace Streaming;

/// <summary>Maps: row i has the entries from <c>Starts[i]</c>, <c>Lengths[i]</c> of them, in <see cref="Keys"/> and <see cref="Values"/>.</summary>
internal sealed class MapVector : ColumnVector
{
    public MapVector(DataType type, ColumnVector keys, ColumnVector values)
        : base(type)
    {
        Keys = keys;
        Values = values;
    }

    public int[] Starts { get; private set; } = [];

    public int[] Lengths { get; private set; } = [];

    public ColumnVector Keys { get; }

    public ColumnVector Values { get; }

    public override void Reset(int count)
    {
        base.Reset(count);
        Grow(count);
        Keys.Reset(0);
        Values.Reset(0);
    }

    /// <summary>Appends a row whose entries have been appended from <paramref name="start"/> on.</summary>
    public void AppendRow(int start, int length)
    {
        Grow(Count + 1);
        Nulls.EnsureRow(Count);
        Starts[Count] = start;
        Lengths[Count] = length;
        Count++;
    }

    /// <summary>Takes the places and NULLs of another vector's rows over entries that lie in the same places.</summary>
    public void SetRows(MapVector source, int count)
    {
        Count = count;
        Starts = source.Starts;
        Lengths = source.Lengths;
        Nulls.Reset(count);
        Nulls.Or(source.Nulls, count);
    }

    public override void AppendFrom(ColumnVector source, int row)
    {
        if (source.IsNull(row))
        {
            AppendNull();
            return;
        }

        var map = (MapVector)source;
        int start = Keys.Count;
        for (int i = 0; i < map.Lengths[row]; i++)
        {
            Keys.AppendFrom(map.Keys, map.Starts[row] + i);
            Values.AppendFrom(map.Values, map.Starts[row] + i);
        }

        AppendRow(start, map.Lengths[row]);
    }

    public override void AppendNull()
    {
        Grow(Count + 1);
        Nulls.Set(Count);
        Starts[Count] = 0;
        Lengths[Count] = 0;
        Count++;
    }

    private void Grow(int count)
    {
        if (Starts.Length < count)
        {
            int size = Math.Max(count, Math.Max(1024, Starts.Length * 2));
            var starts = Starts;
            var lengths = Lengths;
            Array.Resize(ref starts, size);
            Array.Resize(ref lengths, size);
            Starts = starts;
            Lengths = lengths;
        }
    }
}
