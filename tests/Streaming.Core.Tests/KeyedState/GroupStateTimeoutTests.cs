namespace Streaming.Core.Tests.KeyedState;

/// <summary>Timeouts of functions with state: by the clock and by the watermark.</summary>
public sealed class GroupStateTimeoutTests
{
    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void ATimeoutByTheClockComesOnceTheTimeIsStrictlyPast(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, ByClock);
        Assert.Equal(["a 1"], run.Batch([new Click("a", 5)]));
        Assert.Equal(["b 1"], run.BatchAfter(4, [new Click("b", 60)]));
        Assert.Equal([], run.BatchAfter(1)); // exactly at the time
        Assert.Equal((2, 0, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal(["a timed out at 1"], run.BatchAfter(0.001));
        Assert.Equal((1, 0, 1), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal([], run.BatchAfter(10));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void DataEndsATimeoutAndComesBeforeTheTimeoutsOfOthers(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, ByClock);
        Assert.Equal(["a 1", "z 1"], GroupStateTests.Sorted(run.Batch([new Click("z", 3), new Click("a", 3)])));
        var rows = run.BatchAfter(10, [new Click("z", null)])!;
        Assert.Equal(["z 2", "a timed out at 1"], variant.Workers == 1 ? rows : rows.OrderDescending(StringComparer.Ordinal));
        Assert.Equal((1, 1, 1), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal([], run.BatchAfter(100)); // z set no other timeout
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void ATimeoutByTheWatermarkComesOnceTheWatermarkIsStrictlyPast(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, ByEventTime);
        var rows = new List<string>();
        rows.AddRange(run.Drain([new Click("a", 10)])); // times out at 20
        rows.AddRange(run.Drain([new Click("b", 20)]));
        Assert.Equal(["a 1", "b 1"], rows);
        rows.AddRange(run.Drain([new Click("b", 21)]));
        rows.AddRange(run.Drain([new Click("c", 22)]));

        // A restart forgets the epoch without data that was due; what it would have done comes with the next data.
        Assert.Equal(["a 1", "a timed out at 1", "b 1", "b 2", "c 1"], GroupStateTests.Sorted(rows));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void LateRowsComeOnlyWhereNoTimeoutGoesByTheWatermark(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, ByEventTime);
        run.Drain([new Click("a", 10)]);
        run.Drain([new Click("x", 12)]);
        Assert.Equal(["a 3", "n 1"], GroupStateTests.Sorted(run.Batch([new Click("a", 10), new Click("a", 12), new Click("a", 13), new Click("a", null), new Click("b", 3), new Click("n", null)])));
        Assert.Equal(3, run.State.NumRowsDroppedByWatermark);

        using var other = new StepRun<Click, string>(variant, OutputMode.Update, clicks => clicks.WithWatermark(click => click.Time, "0 seconds").GroupBy(click => click.User)
            .MapGroupsWithState<long, string>(GroupStateTimeout.None, (user, rows, state) => $"{user} {rows.Count} {state.GetCurrentWatermarkMs()}"));
        other.Drain([new Click("a", 10)]);
        Assert.Equal(["a 1 10000"], other.Batch([new Click("a", 5)]));
        Assert.Equal(0, other.State.NumRowsDroppedByWatermark);
        Assert.Null(other.Batch());
    }

    [Fact]
    public void ATimeoutThatIsSetAgainInItsCallComesAgain()
    {
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.ProcessingTime, (user, rows, state) =>
        {
            state.Update(state.GetOr(0) + 1);
            state.SetTimeoutDuration(TimeSpan.FromSeconds(2));
            return [$"{state.HasTimedOut} {state.Get()} {rows.Count} {state.GetCurrentProcessingTimeMs()}"];
        }));
        Assert.Equal(["False 1 1 1000"], run.Batch(GroupStateTests.Of("a")));
        Assert.Equal(["True 2 0 4000"], run.BatchAfter(3));
        Assert.Equal([], run.BatchAfter(2));
        Assert.Equal(["True 3 0 7000"], run.BatchAfter(1));
        Assert.Equal((1, 1, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
    }

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void ATimeoutMayBeSetWithoutAStateAndOutlivesItsRemoval(StepVariant variant)
    {
        using var run = new StepRun<Click, string>(variant, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.ProcessingTime, (user, rows, state) =>
        {
            if (state.HasTimedOut)
            {
                state.Remove();
                return [$"{user} {state.Exists}"];
            }

            if (rows.First().What == "remove")
            {
                state.Update(1);
                state.Remove();
            }

            state.SetTimeoutDuration("1 second");
            return [];
        }));
        Assert.Equal([], run.Batch([new Click("a"), new Click("b", What: "remove"), new Click(null)]));
        Assert.Equal((3, 3, 0), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal([" False", "a False", "b False"], GroupStateTests.Sorted(run.BatchAfter(5)));
        Assert.Equal((0, 0, 3), (run.State.NumRowsTotal, run.State.NumRowsUpdated, run.State.NumRowsRemoved));
        Assert.Equal([], run.BatchAfter(5));
    }

    [Fact]
    public void ATimeoutThatIsDueAfterARestartWaitsForData()
    {
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, ByClock);
        run.Batch([new Click("a", 5)]);
        run.Restart();
        Assert.Null(run.BatchAfter(20));
        Assert.Equal(["b 1", "a timed out at 1"], run.Batch([new Click("b", 5)]));
    }

    [Fact]
    public void ARepeatedBatchHasTheTimeThatWasLogged()
    {
        bool fails = true;
        using var run = new StepRun<Click, string>(StepVariant.Plain, OutputMode.Update, clicks => clicks.GroupBy(click => click.User).FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.ProcessingTime, (user, rows, state) =>
        {
            state.SetTimeoutDuration("5 seconds");
            return fails ? throw new InvalidOperationException("not yet") : [$"{state.GetCurrentProcessingTimeMs()} {state.HasTimedOut}"];
        }));
        Assert.Throws<StreamingException>(() => run.Batch(GroupStateTests.Of("a")));
        fails = false;
        run.Restart();
        Assert.Equal(["1000 False"], run.BatchAfter(100));
        Assert.Equal(["101000 True"], run.Batch());
    }

    [Theory]
    [InlineData("-5 seconds", "Provided duration (-5 seconds) is negative")]
    [InlineData("0 seconds", "Timeout duration must be positive")]
    [InlineData("abc", "[INVALID_INTERVAL_FORMAT.UNRECOGNIZED_NUMBER] Error parsing 'abc' to interval.")]
    public void ADurationMustBePositive(string duration, string text)
    {
        using var run = Once(GroupStateTimeout.ProcessingTime, state => state.SetTimeoutDuration(duration));
        Assert.StartsWith(text, Innermost(Assert.Throws<StreamingException>(() => run.Batch([new Click("a", 10)]))).Message);
    }

    [Fact]
    public void ATimeoutOfTheOtherKindIsRefused()
    {
        Refused(GroupStateTimeout.None, state => state.SetTimeoutDuration("1 second"), "Cannot set timeout duration without enabling processing time timeout in [map|flatMap]GroupsWithState.");
        Refused(GroupStateTimeout.EventTime, state => state.SetTimeoutDuration("1 second"), "Cannot set timeout duration without enabling processing time timeout in [map|flatMap]GroupsWithState.");
        Refused(GroupStateTimeout.ProcessingTime, state => state.SetTimeoutTimestamp(1), "Cannot set timeout timestamp without enabling event time timeout in [map|flatMapGroupsWithState.");
        Refused(GroupStateTimeout.EventTime, state => state.SetTimeoutTimestamp(0), "Timeout timestamp must be positive");
    }

    [Fact]
    public void ATimeoutBeforeTheWatermarkIsRefusedAndOneAtItIsNot()
    {
        using var run = Once(GroupStateTimeout.EventTime, state => state.SetTimeoutTimestamp(DateTimeOffset.UnixEpoch.AddSeconds(9), state.GetCurrentWatermarkMs() == 0 ? "1 second" : null));
        run.Drain([new Click("a", 10)]);
        var error = Assert.Throws<StreamingException>(() => run.Batch([new Click("a", 12)]));
        Assert.Equal("Timeout timestamp (9000) cannot be earlier than the current watermark (10000)", Innermost(error).Message);

        using var other = Once(GroupStateTimeout.EventTime, state => state.SetTimeoutTimestamp(DateTimeOffset.UnixEpoch.AddSeconds(10)));
        other.Drain([new Click("a", 10)]);
        Assert.Equal(["a"], other.Batch([new Click("a", 10), new Click("a", 12)]));
    }

    [Fact]
    public void ThereIsNoWatermarkWithoutAnEventTime() =>
        Refused(GroupStateTimeout.None, state => state.GetCurrentWatermarkMs(), "Cannot get event time watermark timestamp without setting watermark before [map|flatMap]GroupsWithState.", hasWatermark: false);

    private static void Refused(GroupStateTimeout timeout, Action<GroupState<long>> action, string text, bool hasWatermark = true)
    {
        using var run = Once(timeout, action, hasWatermark);
        Assert.Equal(text, Innermost(Assert.Throws<StreamingException>(() => run.Batch([new Click("a", 10)]))).Message);
    }

    private static StepRun<Click, string> Once(GroupStateTimeout timeout, Action<GroupState<long>> action, bool hasWatermark = true) => new(
        StepVariant.Plain, OutputMode.Update,
        clicks => (hasWatermark ? clicks.WithWatermark(click => click.Time, "0 seconds") : clicks).GroupBy(click => click.User).MapGroupsWithState<long, string>(timeout, (user, rows, state) =>
        {
            action(state);
            return user!;
        }));

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;

    // A click's second is its timeout.
    private static DataStream<string> ByClock(DataStream<Click> clicks) => clicks.GroupBy(click => click.User).FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.ProcessingTime, (user, rows, state) =>
    {
        if (state.HasTimedOut)
        {
            string text = $"{user} timed out at {state.Get()}";
            state.Remove();
            return [text];
        }

        state.Update(state.GetOr(0) + rows.Count);
        if (rows.Last().Second is { } second)
        {
            state.SetTimeoutDuration(TimeSpan.FromSeconds(second));
        }

        return [$"{user} {state.Get()}"];
    });

    // A key times out ten seconds after its first row.
    private static DataStream<string> ByEventTime(DataStream<Click> clicks) => clicks.WithWatermark(click => click.Time, "0 seconds").GroupBy(click => click.User)
        .FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.EventTime, (user, rows, state) =>
        {
            if (state.HasTimedOut)
            {
                string text = $"{user} timed out at {state.Get()}";
                state.Remove();
                return [text];
            }

            state.Update(state.GetOr(0) + rows.Count);
            if (rows.First().Time is { } time)
            {
                state.SetTimeoutTimestamp(time, "10 seconds");
            }

            return [$"{user} {state.Get()}"];
        });
}
