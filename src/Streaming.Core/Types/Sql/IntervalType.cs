namespace Streaming;

/// <summary>A length of time: months (year to month) or microseconds (day to second), of which the given fields are shown.</summary>
public sealed class IntervalType : DataType
{
    /// <summary>Creates a type.</summary>
    /// <param name="start">Largest field; of the same family as <paramref name="end"/>.</param>
    /// <param name="end">Smallest field.</param>
    public IntervalType(IntervalUnit start, IntervalUnit end)
    {
        if (start > end || (start <= IntervalUnit.Month) != (end <= IntervalUnit.Month))
        {
            throw new ArgumentException($"There is no interval from {start} to {end}.");
        }

        Start = start;
        End = end;
    }

    /// <summary>Day to second, the type of durations; C# <c>TimeSpan</c>.</summary>
    public static IntervalType DayToSecond { get; } = new(IntervalUnit.Day, IntervalUnit.Second);

    /// <summary>Year to month.</summary>
    public static IntervalType YearToMonth { get; } = new(IntervalUnit.Year, IntervalUnit.Month);

    /// <summary>Largest field.</summary>
    public IntervalUnit Start { get; }

    /// <summary>Smallest field.</summary>
    public IntervalUnit End { get; }

    /// <summary>True for year-to-month intervals (32-bit months), false for day-to-second ones (64-bit microseconds).</summary>
    public bool IsYearMonth => End <= IntervalUnit.Month;

    /// <inheritdoc/>
    public override string SimpleString => Start == End ? $"interval {Name(Start)}" : $"interval {Name(Start)} to {Name(End)}";

    /// <inheritdoc/>
    public override string Json => $"\"{SimpleString}\"";

    /// <inheritdoc/>
    public override string TypeName => SimpleString;

    /// <inheritdoc/>
    public override bool Equals(DataType? other) => other is IntervalType type && type.Start == Start && type.End == End;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, End);

    private static string Name(IntervalUnit unit) => unit.ToString().ToLowerInvariant();
}
