namespace Streaming.Core.Tests.KeyedState;

/// <summary>Timers of processors.</summary>
public sealed class TimerTests
{
    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void TimersFireByTheClockWhenItIsNotBeforeThem(StepVariant variant)
    {
        using var run = New(variant, TimeMode.ProcessingTime);
        Assert.Equal(["a 3000,5000,7000"], run.Batch([new Click("a", What: "set=5 timer=6 timer=2 timer=4 timer=2 timers")]));
        Assert.Equal((1, 4, 0, 0), Counts(run));
        Assert.Equal(["a 3000,7000"], run.BatchAfter(1, [new Click("a", What: "no=5 no=99 timers")]));
        Assert.Equal((1, 0, 2, 0), Counts(run));
        Assert.Equal(["a timer 3000 5"], run.BatchAfter(1));
        Assert.Equal((1, 0, 1, 1), Counts(run));
        Assert.Equal([], run.BatchAfter(3.999));
        Assert.Equal(["b ", "a timer 7000 5"], run.BatchAfter(10, [new Click("b", What: "timers")])!.OrderDescending(StringComparer.Ordinal));
        Assert.Equal([], run.BatchAfter(10));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void AKeyWithDataHasItsRowsFirstThenItsTimers(StepVariant variant)
    {
        using var run = New(variant, TimeMode.ProcessingTime);
        run.Batch([new Click("a", What: "timer=2")]);
        Assert.Equal(["a 3000", "a timer 3000 9"], run.BatchAfter(5, [new Click("a", What: "set=9 timers")]));
        Assert.Equal(["a ", "a timer 4000 9"], run.BatchAfter(1, [new Click("a", What: "timers at=4")])); // one in the past fires at once
        Assert.Equal([], run.BatchAfter(1));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void TimersOfSeveralKeysFireInTheOrderOfTheirTimes(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .TransformWithState(() => new LetterProcessor(), TimeMode.ProcessingTime, OutputMode.Update), ("spark.sql.shuffle.partitions", "1"));
        run.Batch([new Click("b", What: "timer=2"), new Click("c", What: "timer=1"), new Click("a", What: "timer=2")]);
        Assert.Equal(["d ", "c timer 2000 -1", "a timer 3000 -1", "b timer 3000 -1"], run.BatchAfter(9, [new Click("d", What: "timers")]));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void TimersFireByTheWatermark(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, clicks => clicks.WithWatermark(click => click.Time, "0 seconds").GroupBy(click => click.User)
            .TransformWithState(() => new LetterProcessor(), TimeMode.EventTime, OutputMode.Update));
        Assert.Equal([], run.Drain([new Click("a", 10, "at=12 at=15")]));
        Assert.Equal(["b ", "a timer 12000 -1"], run.Drain([new Click("b", 12, "timers"), new Click("late", 10, "timers")]));
        Assert.Equal(["b "], run.Drain([new Click("b", 14, "timers"), new Click("late", 12, "timers")]));
        Assert.Equal(["b ", "a timer 15000 -1"], run.Drain([new Click("b", 20, "timers")]));
    }

    [Fact]
    public void ATimerMayBeRegisteredWhenOneFires()
    {
        using var run = New(StepVariant.Plain, TimeMode.ProcessingTime);
        run.Batch([new Click("a", What: "set=77 timer=1")]);
        Assert.Equal(["a timer 2000 77"], run.BatchAfter(1));
        Assert.Equal((1, 1, 1, 1), Counts(run));
        Assert.Equal(["a timer 3000 77"], run.BatchAfter(1));
        Assert.Equal(["a timer 4000 77"], run.BatchAfter(10));
    }

    [Fact]
    public void TimersThatAreDueAfterARestartWaitForData()
    {
        using var run = New(StepVariant.Plain, TimeMode.ProcessingTime);
        run.Batch([new Click("a", What: "set=1 timer=5")]);
        run.Restart();
        Assert.Null(run.BatchAfter(20));
        Assert.Equal(["b none", "a timer 6000 1"], run.Batch([new Click("b", What: "get")]));
    }

    private static StepRun<Click, string> New(StepVariant variant, TimeMode mode) => new(variant, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
        .TransformWithState(() => new LetterProcessor(), mode, OutputMode.Update));

    private static (long Total, long Registered, long Deleted, long Expired) Counts(StepRun<Click, string> run) =>
        (run.State.NumRowsTotal, run.State.CustomMetrics["numRegisteredTimers"], run.State.CustomMetrics["numDeletedTimers"], run.State.CustomMetrics["numExpiredTimers"]);
}
