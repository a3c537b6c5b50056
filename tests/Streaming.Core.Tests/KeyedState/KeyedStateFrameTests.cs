namespace Streaming.Core.Tests.KeyedState;

/// <summary>Functions with state between DataFrames, over windows, and over bounded data.</summary>
public sealed class KeyedStateFrameTests
{
    public sealed record Visit(string Key, DateTimeOffset? Ts);

    [Theory]
    [MemberData(nameof(StepVariant.All), MemberType = typeof(StepVariant))]
    public void ADataFrameGoesInAndOut(StepVariant variant)
    {
        using var run = new StepRun<Visit, string>(variant, OutputMode.Update, visits => Sessions(visits.ToDataFrame().WithWatermark("Ts", "0 seconds").Filter("Key <> 'no'"))
            .SelectExpr("concat(key, ' ', value) AS text").As<string>());
        Assert.Equal(["a 1"], run.Drain([At("a", 10), At("no", 10)]));
        Assert.Equal(["b 1"], run.Drain([At("b", 14)]));
        Assert.Equal([], run.Drain([At("no", 25), At("b", 14)])); // b is late, and what the filter drops moves no watermark
        Assert.Equal(["a 2", "b -1"], GroupStateTests.Sorted(run.Drain([At("a", 25)])));
    }

    [Fact]
    public void AWindowedAggregationMayComeBefore()
    {
        using var run = new StepRun<Visit, string>(new StepVariant(3, 7, false, false), OutputMode.Append, visits => visits.ToDataFrame().WithWatermark("Ts", "5 seconds")
            .GroupBy(Functions.Expr("window(Ts, '10 seconds')"), Functions.Col("Key")).Agg(Functions.Expr("count(*)")).SelectExpr("Key", "window_time(window) AS Ts")
            .As<Visit>().GroupBy(visit => visit.Key).FlatMapGroupsWithState<long, string>(OutputMode.Append, GroupStateTimeout.EventTime, (key, rows, state) =>
            {
                state.Update(state.GetOr(0) + rows.Count);
                return [$"{key} {state.Get()} {state.GetCurrentWatermarkMs()}"];
            }));
        Assert.Equal([], run.Drain([At("a", 10)]));
        Assert.Equal(["a 1 25000"], run.Drain([At("a", 30)]));
        Assert.Equal(["a 2 45000"], run.Drain([At("b", 50)]));
    }

    [Fact]
    public async Task BoundedDataIsOneBatchWithoutLateRows()
    {
        await using var session = StreamingSession.Create("bounded");
        var frame = session.CreateDataFrame<Visit>([At("a", -5), At("b", 10), At("a", 20)]).WithWatermark("Ts", "0 seconds");
        Assert.Equal(["[a,2]", "[b,1]"], Sessions(frame).Collect().Select(row => row.ToString()).Order(StringComparer.Ordinal));
    }

    // The number of visits, -1 when a key has not come for ten seconds.
    private static DataFrame Sessions(DataFrame frame) => frame.As<Visit>().GroupBy(visit => visit.Key)
        .FlatMapGroupsWithState<long, KeyValue<string, long>>(OutputMode.Update, GroupStateTimeout.EventTime, (key, rows, state) =>
        {
            if (state.HasTimedOut)
            {
                state.Remove();
                return [new(key, -1)];
            }

            state.Update(state.GetOr(0) + rows.Count);
            state.SetTimeoutTimestamp(DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(rows.Max(row => row.Ts!.Value).ToUnixTimeMilliseconds(), 1)), "10 seconds");
            return [new(key, state.Get())];
        }).ToDataFrame();

    private static Visit At(string key, int second) => new(key, DateTimeOffset.UnixEpoch.AddSeconds(second));
}
