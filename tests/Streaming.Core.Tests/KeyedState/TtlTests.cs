namespace Streaming.Core.Tests.KeyedState;

/// <summary>Time to live of state variables.</summary>
public sealed class TtlTests
{
    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void ValuesElementsAndEntriesExpireByTheirLastWrite(StepVariant variant)
    {
        using var run = New(variant);
        run.Batch([new Click("a", What: "set=1 add=x inc=k")]);
        Assert.Equal((3, 3, 0, 0), Counts(run));
        Assert.Equal((5, 5, 5), (run.State.CustomMetrics["numValueStateWithTTLVars"], run.State.CustomMetrics["numListStateWithTTLVars"], run.State.CustomMetrics["numMapStateWithTTLVars"]));
        Assert.Equal(["a 1", "a [x,y] True", "a {k:1,l:1} True"], run.BatchAfter(3, [new Click("a", What: "get add=y list inc=l map")]));
        Assert.Equal((4, 2, 0, 0), Counts(run));
        Assert.Equal(["a none", "a [y] True", "a {l:1} True", "a False"], run.BatchAfter(2, [new Click("a", What: "get list map has=k")]));
        Assert.Equal((2, 0, 3, 3), Counts(run));
        Assert.Equal([], run.BatchAfter(2.999));
        Assert.Equal((2, 0, 0, 0), Counts(run));
        Assert.Equal([], run.BatchAfter(0.001));
        Assert.Equal((0, 0, 2, 2), Counts(run));
        Assert.Equal(["a [] False", "a {} False"], run.Batch([new Click("a", What: "list map")]));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void AWriteBeginsTheTimeAnewAReadDoesNot(StepVariant variant)
    {
        using var run = New(variant);
        run.Batch([new Click("a", What: "set=1 inc=k"), new Click("b", What: "set=1")]);
        Assert.Equal(["b 1"], run.BatchAfter(3, [new Click("a", What: "set=2 inc=k"), new Click("b", What: "get")]));
        Assert.Equal(["a 2", "a {k:2} True", "b none"], GroupStateTests.Sorted(run.BatchAfter(3, [new Click("a", What: "get map"), new Click("b", What: "get")])));
        Assert.Equal((2, 0, 1, 1), Counts(run));
        Assert.Equal(["a none", "a {} False"], run.BatchAfter(2, [new Click("a", What: "get map")]));
        Assert.Equal((0, 0, 2, 2), Counts(run));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void WhatIsRemovedOrWrittenAgainInTheBatchOfItsEndIsNotRemovedTwice(StepVariant variant)
    {
        using var run = New(variant);
        run.Batch([new Click("a", What: "set=1 add=x add=y inc=k")]);
        run.BatchAfter(1, [new Click("a", What: "clear empty wipe")]);
        Assert.Equal((0, 0, 4, 0), Counts(run));
        Assert.Equal([], run.BatchAfter(10));
        Assert.Equal((0, 0, 0, 0), Counts(run));

        run.Batch([new Click("a", What: "set=1 add=x inc=k")]);
        Assert.Equal(
            ["a none", "a [] False", "a {} False", "a 5", "a [z] True", "a {k:1} True"],
            run.BatchAfter(5, [new Click("a", What: "get list map set=5 add=z inc=k get list map")]));
        Assert.Equal((3, 3, 1, 1), Counts(run)); // the old element
        Assert.Equal([], run.BatchAfter(5));
        Assert.Equal((0, 0, 3, 3), Counts(run));
    }

    [Fact]
    public void TheTimeToLiveNeedsTheClock()
    {
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .TransformWithState(() => new LetterProcessor(new TtlConfig(TimeSpan.FromSeconds(1))), TimeMode.EventTime, OutputMode.Update));
        var error = Assert.Throws<StreamingException>(() => run.Batch(GroupStateTests.Of("a")));
        Assert.Equal(
            "[STATEFUL_PROCESSOR_INCORRECT_TIME_MODE_TO_ASSIGN_TTL] Cannot use TTL for state=value in timeMode=EventTime, use TimeMode.ProcessingTime() instead. SQLSTATE: 42802", error.Message);

        using var negative = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .TransformWithState(() => new LetterProcessor(new TtlConfig(TimeSpan.FromSeconds(-1))), TimeMode.ProcessingTime, OutputMode.Update));
        Assert.Equal("STATEFUL_PROCESSOR_TTL_DURATION_MUST_BE_POSITIVE", Assert.Throws<StreamingException>(() => negative.Batch(GroupStateTests.Of("a"))).ErrorClass);
    }

    [Fact]
    public void NoTimeToLiveIsForEver()
    {
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .TransformWithState(() => new LetterProcessor(TtlConfig.None), TimeMode.ProcessingTime, OutputMode.Update));
        run.Batch([new Click("a", What: "set=1 add=x inc=k")]);
        Assert.Equal(["a 1", "a [x] True", "a {k:1} True"], run.BatchAfter(1e6, [new Click("a", What: "get list map")]));
    }

    private static StepRun<Click, string> New(StepVariant variant) => new(variant, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
        .TransformWithState(() => new LetterProcessor(new TtlConfig(TimeSpan.FromSeconds(5))), TimeMode.ProcessingTime, OutputMode.Update));

    private static (long Total, long Updated, long Removed, long Expired) Counts(StepRun<Click, string> run) =>
        (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved, run.State.CustomMetrics["numValuesRemovedDueToTTLExpiry"]);
}
