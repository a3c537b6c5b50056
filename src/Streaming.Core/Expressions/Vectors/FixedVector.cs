namespace Streaming;

/// <summary>Values of a fixed size: boolean as bool, integers, floating point, date as int days, timestamps and day-time intervals as long microseconds,
/// year-month intervals as int months, decimals as <see cref="Int128"/> unscaled (precision up to 38).</summary>
internal sealed class FixedVector<T>(DataType type) : ColumnVector(type)
    where T : unmanaged
{
    public T[] Values { get; private set; } = [];

    public override void Reset(int count)
    {
        base.Reset(count);
        Grow(count);
    }

    public void Append(T value)
    {
        Grow(Count + 1);
        Nulls.EnsureRow(Count);
        Values[Count++] = value;
    }

    public override void AppendFrom(ColumnVector source, int row)
    {
        if (source.IsNull(row))
        {
            AppendNull();
        }
        else
        {
            Append(((FixedVector<T>)source).Values[row]);
        }
    }

    public override void AppendNull()
    {
        Grow(Count + 1);
        Nulls.Set(Count);
        Values[Count++] = default;
    }

    private void Grow(int count)
    {
        if (Values.Length < count)
        {
            var values = Values;
            Array.Resize(ref values, Math.Max(count, Math.Max(1024, values.Length * 2)));
            Values = values;
        }
    }
}
