namespace Streaming;

/// <summary>Event times of a column: a timestamp itself, the end of a window.</summary>
internal static class EventTimes
{
    /// <summary>The time of a key that never expires.</summary>
    public const long Never = long.MaxValue;

    /// <summary>The times in microseconds.</summary>
    /// <param name="column">The column.</param>
    /// <param name="whole">The vector whose NULLs count too.</param>
    public static FixedVector<long> Of(ColumnVector column, out ColumnVector whole)
    {
        whole = column;
        return (FixedVector<long>)(column is StructVector window ? window.Fields[1] : column);
    }

    /// <summary>The time by which the state of a key expires, in microseconds; never where the key has none.</summary>
    public static long Expiry(ColumnVector column, int row)
    {
        var times = Of(column, out var whole);
        return whole.IsNull(row) || times.IsNull(row) ? Never : times.Values[row];
    }
}
