namespace Streaming;

/// <summary>A constant.</summary>
/// <remarks>
/// C# types of the values: bool, sbyte, short, int, long, float, double, <see cref="SqlDecimal"/>, string, byte[], DateOnly, DateTimeOffset (timestamp), DateTime (timestamp_ntz),
/// TimeSpan (day-time interval), int months (year-month interval), <see cref="Interval"/>; null for NULL of any type.
/// </remarks>
public sealed class LiteralExpression(object? value, DataType type, string? text = null) : SqlExpression
{
    /// <summary>The value.</summary>
    public object? Value { get; } = value;

    /// <summary>The type.</summary>
    public DataType Type { get; } = type;

    /// <summary>The text it was written as, where it came from SQL text; of a timestamp, the one in the zone of the session.</summary>
    public string? Text { get; } = text;
}
