namespace Streaming;

/// <summary>Lists: row i has the elements from <c>Starts[i]</c>, <c>Lengths[i]</c> of them, in <see cref="Elements"/>.</summary>
internal sealed class ArrayVector : ColumnVector
{
    public ArrayVector(DataType type, ColumnVector elements)
        : base(type) => Elements = elements;

    public int[] Starts { get; private set; } = [];

    public int[] Lengths { get; private set; } = [];

    public ColumnVector Elements { get; }

    public override void Reset(int count)
    {
        base.Reset(count);
        Grow(count);
        Elements.Reset(0);
    }

    /// <summary>Appends a row whose elements have been appended to <see cref="Elements"/> from <paramref name="start"/> on.</summary>
    public void AppendRow(int start, int length)
    {
        Grow(Count + 1);
        Nulls.EnsureRow(Count);
        Starts[Count] = start;
        Lengths[Count] = length;
        Count++;
    }

    /// <summary>Takes the places and NULLs of another vector's rows over elements that lie in the same places.</summary>
    public void SetRows(ArrayVector source, int count)
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

        var array = (ArrayVector)source;
        int start = Elements.Count;
        for (int i = 0; i < array.Lengths[row]; i++)
        {
            Elements.AppendFrom(array.Elements, array.Starts[row] + i);
        }

        AppendRow(start, array.Lengths[row]);
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
