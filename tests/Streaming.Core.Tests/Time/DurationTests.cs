namespace Streaming.Core.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("10 seconds", 10_000_000)]
    [InlineData("1 second", 1_000_000)]
    [InlineData("1 minute 30 seconds", 90_000_000)]
    [InlineData("5 minutes", 300_000_000)]
    [InlineData("1 hour", 3_600_000_000)]
    [InlineData("2 days", 172_800_000_000)]
    [InlineData("1 week", 604_800_000_000)]
    [InlineData("100 milliseconds", 100_000)]
    [InlineData("500 microseconds", 500)]
    [InlineData("interval 10 seconds", 10_000_000)]
    [InlineData("INTERVAL 10 Seconds", 10_000_000)]
    [InlineData("  10   seconds ", 10_000_000)]
    [InlineData("15m", 900_000_000)]
    [InlineData("120s", 120_000_000)]
    [InlineData("100ms", 100_000)]
    [InlineData("1h", 3_600_000_000)]
    [InlineData("2d", 172_800_000_000)]
    [InlineData("1.5 seconds", 1_500_000)]
    [InlineData("0.000001 second", 1)]
    [InlineData("0.1234567 seconds", 123_456)]
    [InlineData("-1 second", -1_000_000)]
    [InlineData("- 1.5 second", -1_500_000)]
    [InlineData("+1 second -500 milliseconds", 500_000)]
    [InlineData("0 seconds", 0)]
    public void ReadsWhatSparkReads(string text, long microseconds)
    {
        Assert.Equal(microseconds * TimeSpan.TicksPerMicrosecond, Duration.Parse(text).Ticks);
        Assert.True(Duration.TryParse(text, out var value));
        Assert.Equal(Duration.Parse(text), value);
    }

    [Theory]
    [InlineData("abc", "UNRECOGNIZED_NUMBER", "Unrecognized number abc.")]
    [InlineData("", "INPUT_IS_EMPTY", "Interval string cannot be empty.")]
    [InlineData("interval", "INPUT_IS_EMPTY", "Interval string cannot be empty.")]
    [InlineData("intervals 1 day", "INVALID_PREFIX", "Invalid interval prefix intervals.")]
    [InlineData("10", "MISSING_UNIT", "Expect a unit name after 10 but hit EOL.")]
    [InlineData("1 day -", "MISSING_NUMBER", "Expect a number after - but hit EOL.")]
    [InlineData("10 parsecs", "INVALID_UNIT", "Invalid unit parsecs.")]
    [InlineData("1a second", "INVALID_VALUE", "Invalid value 1a.")]
    [InlineData("1.5 minutes", "INVALID_FRACTION", "minutes cannot have fractional part.")]
    [InlineData("1.2.3 seconds", "INVALID_VALUE", "Invalid value 1.2.3.")]
    [InlineData("1.1234567890 seconds", "INVALID_PRECISION", "Interval can only support nanosecond precision, 1.1234567890 is out of range.")]
    [InlineData("99999999999999999999 seconds", "ARITHMETIC_EXCEPTION", "Uncaught arithmetic exception while parsing '99999999999999999999 seconds'.")]
    [InlineData("9223372036854775807 milliseconds", "ARITHMETIC_EXCEPTION", "Uncaught arithmetic exception while parsing '9223372036854775807 milliseconds'.")]
    public void ErrorsHaveSparksText(string text, string subclass, string reason)
    {
        var error = Assert.Throws<StreamingException>(() => Duration.Parse(text));
        Assert.Equal($"INVALID_INTERVAL_FORMAT.{subclass}", error.ErrorClass);
        Assert.Equal("22006", error.SqlState);
        Assert.Equal($"[INVALID_INTERVAL_FORMAT.{subclass}] Error parsing '{text}' to interval. Please ensure that the value provided is in a valid format for defining an interval. You can reference the documentation for the correct format. {reason} SQLSTATE: 22006", error.Message);
        Assert.False(Duration.TryParse(text, out _));
    }

    [Fact]
    public void ABadTriggerHasTheRecordedText() => Assert.Equal(
        RecordedCases.Error("errors", "ERR-74"),
        Assert.Throws<StreamingException>(() => Duration.Parse("abc")).Message);

    [Fact]
    public void MonthsHaveNoFixedLength()
    {
        var error = Assert.Throws<StreamingException>(() => Duration.Parse("1 month"));
        Assert.Contains("Doesn't support month or year interval: 1 month", error.Message, StringComparison.Ordinal);
        Assert.False(Duration.TryParse("1 month", out _));
        Assert.False(Duration.TryParse(null, out _));
    }

    [Fact]
    public void AMonthOfDelayIs31Days()
    {
        Assert.Equal(TimeSpan.FromDays(31), Duration.ParseDelay("1 month"));
        Assert.Equal(TimeSpan.FromDays((31 * 14) + 2), Duration.ParseDelay("1 year 2 months 2 days"));
        Assert.Equal(new CalendarInterval(14, 9, 1_500_000), CalendarInterval.Parse("1 year 2 months 1 week 2 days 1.5 seconds"));
    }

    [Fact]
    public void ABadDelayHasSparksText()
    {
        var error = Assert.Throws<StreamingException>(() => Duration.ParseDelay("ten minutes"));
        Assert.Equal("CANNOT_PARSE_INTERVAL", error.ErrorClass);
        Assert.StartsWith("[CANNOT_PARSE_INTERVAL] Unable to parse 'ten minutes'. Please ensure", error.Message, StringComparison.Ordinal);
    }
}
