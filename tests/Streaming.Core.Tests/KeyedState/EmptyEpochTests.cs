namespace Streaming.Core.Tests.KeyedState;

/// <summary>Epochs without data of queries with timeouts and timers by the clock.</summary>
public sealed class EmptyEpochTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WithoutAnIntervalOnlyWhatIsDueRunsAnEpoch(int workers)
    {
        using var run = new StepRun<Click, string>(new StepVariant(workers, 7, false, false), OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.ProcessingTime, (user, rows, state) =>
            {
                if (rows.Count > 0)
                {
                    state.SetTimeoutDuration(TimeSpan.FromSeconds(rows.Last().Second ?? 0));
                }

                return [$"{user} {state.HasTimedOut}"];
            })) { EveryTriggerRuns = false };
        run.Batch([new Click("a", 5), new Click("b", 9)]);
        Assert.Null(run.BatchAfter(5));
        Assert.Equal(["a True"], run.BatchAfter(0.001));
        Assert.Null(run.BatchAfter(3.999));
        run.Batch([new Click("b", 1)]);
        Assert.Equal([], run.BatchAfter(1)); // where the other timeout was
        Assert.Null(run.Batch());
        Assert.Equal(["b True"], run.BatchAfter(0.001));
        Assert.Null(run.BatchAfter(1e6));
    }

    [Fact]
    public void TimersAndTimesToLiveAreDueToo()
    {
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User)
            .TransformWithState(() => new LetterProcessor(new TtlConfig(TimeSpan.FromSeconds(5))), TimeMode.ProcessingTime, OutputMode.Update)) { EveryTriggerRuns = false };
        run.Batch([new Click("a", What: "set=1 timer=2")]);
        Assert.Null(run.BatchAfter(1.999));
        Assert.Equal(["a timer 3000 1"], run.BatchAfter(0.001));
        Assert.Null(run.Batch());
        Assert.Equal([], run.BatchAfter(3));
        Assert.Equal(0, run.State.NumRowsTotal);
        Assert.Null(run.BatchAfter(1e6));
    }

    [Fact]
    public async Task AQueryWithTimeoutsComesToRest()
    {
        await using var session = StreamingSession.Create(new StreamingSessionOptions());
        var source = new ListSource<Click>();
        var sink = new CollectSink();
        var query = session.ReadStream().From(source).GroupBy(click => click.User).FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.ProcessingTime, (user, rows, state) =>
        {
            state.SetTimeoutDuration("1 day");
            return [$"{user} {rows.Count}"];
        }).WriteStream().OutputMode(OutputMode.Update).To(sink).Start();
        source.Add(GroupStateTests.Of("a"));
        query.ProcessAllAvailable();
        Assert.Equal(["a 1"], sink.Rows<string>());
        Assert.Single(query.RecentProgress, progress => progress.BatchId >= 0 && progress.NumInputRows > 0);
        await query.StopAsync();
        Assert.Single(sink.Batches<string>());
    }
}
