namespace Streaming;

/// <summary>A calendar interval: months, days and microseconds, which do not add up to one another.</summary>
/// <param name="Months">Months.</param>
/// <param name="Days">Days.</param>
/// <param name="Microseconds">Microseconds.</param>
public readonly record struct Interval(int Months, int Days, long Microseconds);
