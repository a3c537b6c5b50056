namespace Streaming.Core.Tests;

public sealed class TriggerTests
{
    [Fact]
    public void NextBatchTimeMatchesTheRecording()
    {
        foreach (var item in RecordedCases.Case("checkpoint_trigger", "TRG-08").GetProperty("expect").EnumerateArray())
        {
            var trigger = Trigger.ProcessingTime(TimeSpan.FromMilliseconds(item.GetProperty("interval").GetInt64()));
            Assert.Equal(item.GetProperty("next").GetInt64(), trigger.NextBatchTime(item.GetProperty("now").GetInt64()));
        }
    }

    [Theory]
    [InlineData(100, 0, 100)]
    [InlineData(100, 99, 100)]
    [InlineData(100, 100, 200)]
    [InlineData(60000, 60001, 120000)]
    [InlineData(0, 123, 123)]
    public void NextBatchTimeIsTheNextMultiple(long intervalMs, long now, long next) =>
        Assert.Equal(next, Trigger.ProcessingTime(TimeSpan.FromMilliseconds(intervalMs)).NextBatchTime(now));

    [Fact]
    public void DefaultIsProcessingTimeWithoutInterval()
    {
        Assert.Equal(Trigger.ProcessingTime(TimeSpan.Zero), Trigger.Default);
        Assert.False(Trigger.Default.EndsByItself);
        Assert.Equal("ProcessingTimeTrigger(0)", Trigger.Default.ToString());
    }

    [Fact]
    public void KindsAreShownAsInSpark()
    {
        Assert.Equal("AvailableNowTrigger", Trigger.AvailableNow().ToString());
        Assert.Equal("OneTimeTrigger", Trigger.Once().ToString());
        Assert.Equal("ProcessingTimeTrigger(5000)", Trigger.ProcessingTime(TimeSpan.FromSeconds(5)).ToString());
        Assert.True(Trigger.AvailableNow().EndsByItself);
        Assert.True(Trigger.Once().EndsByItself);
    }

    [Fact]
    public void FractionsOfAMillisecondAreCutOff() =>
        Assert.Equal(TimeSpan.FromMilliseconds(1), Trigger.ProcessingTime(TimeSpan.FromMicroseconds(1999)).Interval);

    [Fact]
    public void NegativeIntervalIsRefused()
    {
        var error = Assert.Throws<StreamingException>(() => Trigger.ProcessingTime(TimeSpan.FromTicks(-1)));
        Assert.Equal("requirement failed: the interval of trigger should not be negative", error.Message);
    }

    [Fact]
    public void ExplainsWhatIsWrongWithAText()
    {
        var recorded = RecordedCases.Case("errors", "ERR-74").GetProperty("steps")[0].GetProperty("expect").GetProperty("error").GetProperty("top");
        var error = Assert.Throws<StreamingException>(() => Trigger.ProcessingTime("abc"));
        Assert.Equal(recorded.GetProperty("condition").GetString(), error.ErrorClass);
        Assert.Equal(recorded.GetProperty("sqlState").GetString(), error.SqlState);
        Assert.Equal(recorded.GetProperty("message").GetString(), error.Message);

        recorded = RecordedCases.Case("errors", "ERR-75").GetProperty("steps")[0].GetProperty("expect").GetProperty("error").GetProperty("top");
        Assert.Equal(recorded.GetProperty("message").GetString(), Assert.Throws<StreamingException>(() => Trigger.ProcessingTime("-1 second")).Message);
    }

    [Theory]
    [InlineData("", "INPUT_IS_EMPTY")]
    [InlineData("abc", "UNRECOGNIZED_NUMBER")]
    [InlineData("1 second and", "UNRECOGNIZED_NUMBER")]
    [InlineData("10", "MISSING_UNIT")]
    [InlineData("10 parsecs", "INVALID_UNIT")]
    public void NamesTheKindOfMistake(string text, string kind)
    {
        Assert.Equal("INVALID_INTERVAL_FORMAT." + kind, Assert.Throws<StreamingException>(() => Trigger.ProcessingTime(text)).ErrorClass);
    }

    [Theory]
    [InlineData("1 month")]
    [InlineData("1 year 2 seconds")]
    public void MonthsAndYearsAreNoInterval(string text)
    {
        Assert.StartsWith($"Doesn't support month or year interval: {text}", Assert.Throws<StreamingException>(() => Trigger.ProcessingTime(text)).Message);
    }

    [Fact]
    public void TextsAreDurations()
    {
        Assert.Equal(Trigger.ProcessingTime(TimeSpan.FromSeconds(90)), Trigger.ProcessingTime("1 minute 30 seconds"));
        Assert.Equal(Trigger.Default, Trigger.ProcessingTime("0 seconds"));
    }
}
