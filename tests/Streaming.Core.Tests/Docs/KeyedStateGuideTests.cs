using Streaming.Testing;

namespace Streaming.Core.Tests.Docs;

/// <summary>The code of docs/guide/keyed-state.md.</summary>
public sealed class KeyedStateGuideTests
{
    public sealed record Click(string User, DateTimeOffset Time, string Page);

    public sealed record Visit(DateTimeOffset Start, DateTimeOffset End, int Pages);

    private static readonly Click[] s_clicks =
    [
        new("ann", At(0), "/"), new("bob", At(10), "/"), new("ann", At(20), "/cart"), new("bob", At(30), "/"), new("ann", At(40), "/pay"),
    ];

    [Fact]
    public void Counts() => Assert.Equal([new("ann", 3), new("bob", 2)], Run(clicks =>
    {
        var counts = clicks.GroupBy(click => click.User)
            .MapGroupsWithState<long, KeyCount<string>>(GroupStateTimeout.None, (user, rows, count) =>
            {
                count.Update(count.GetOr(0) + rows.Count);
                return new KeyCount<string>(user, count.Get());
            });

        return counts;
    }, OutputMode.Update).OrderBy(row => row.Key));

    [Fact]
    public void Visits() => Assert.Equal(["ann: 3 pages in 40 s", "bob: 2 pages in 20 s"], Run(clicks =>
    {
        var visits = clicks.WithWatermark(click => click.Time, "1 minute").GroupBy(click => click.User)
            .FlatMapGroupsWithState<Visit, string>(OutputMode.Append, GroupStateTimeout.EventTime, (user, rows, state) =>
            {
                if (state.HasTimedOut)
                {
                    var over = state.Get();
                    state.Remove();
                    return [$"{user}: {over.Pages} pages in {(over.End - over.Start).TotalSeconds} s"];
                }

                var visit = state.GetOr(new Visit(DateTimeOffset.MaxValue, DateTimeOffset.MinValue, 0));
                foreach (var click in rows)
                {
                    visit = new Visit(
                        click.Time < visit.Start ? click.Time : visit.Start,
                        click.Time > visit.End ? click.Time : visit.End,
                        visit.Pages + 1);
                }

                state.Update(visit);
                state.SetTimeoutTimestamp(visit.End, "30 minutes");
                return [];
            });

        return visits;
    }, OutputMode.Append, new Click("later", At(86_400), "/")).Order(StringComparer.Ordinal));

    [Fact]
    public void Processor() => Assert.Equal(["ann bought / /cart", "bob left"], Run(clicks =>
    {
        var orders = clicks.GroupBy(click => click.User)
            .TransformWithState(() => new Purchases(), TimeMode.ProcessingTime, OutputMode.Append);

        return orders;
    }, OutputMode.Append).Order(StringComparer.Ordinal));

    [Fact]
    public void UpdateStateByKey() => Assert.Equal([new("ann", 3), new("bob", 2)], Run(clicks =>
    {
        var counts = clicks.GroupBy(click => click.User)
            .UpdateStateByKey<long>((rows, count) => count.Update(count.GetOr(0) + rows.Count));

        return counts;
    }, OutputMode.Update).OrderBy(row => row.Key));

    [Fact]
    public void InitialState() => Assert.Equal([new("ann", 103), new("bob", 2)], Run(clicks =>
    {
        var session = clicks.Session;

        var known = session.CreateDataFrame<KeyValue<string, long>>([new("ann", 100)]).As<KeyValue<string, long>>();
        var counts = clicks.GroupBy(click => click.User).MapGroupsWithState(
            GroupStateTimeout.None,
            (string user, GroupRows<Click> rows, GroupState<long> count) =>
            {
                count.Update(count.GetOr(0) + rows.Count);
                return new KeyCount<string>(user, count.Get());
            },
            new GroupStateOptions<string, long> { InitialState = known });

        return counts;
    }, OutputMode.Update).OrderBy(row => row.Key));

    [Fact]
    public void Driver()
    {
        using var driver = new TopologyTestDriver(session => session.Read("clicks").GroupBy(record => record.ValueText)
            .FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.ProcessingTime, Presence)
            .WriteStream().OutputMode(OutputMode.Update).Format("noop"));

        driver.CreateInputTopic("clicks", Serdes.Utf8, Serdes.Utf8).PipeValues("ann", "bob");
        driver.RunBatch();
        var states = driver.State<string, long>();          // (ann, 1), (bob, 1)
        driver.Clock.Advance(TimeSpan.FromMinutes(11));
        driver.RunBatch();                                  // the timeouts

        Assert.Equal([("ann", 1L), ("bob", 1L)], states);
        Assert.Equal(["ann left", "bob left"], driver.Rows<string>());
    }

    private static IEnumerable<string> Presence(string user, GroupRows<KafkaRecord> rows, GroupState<long> state)
    {
        if (state.HasTimedOut)
        {
            state.Remove();
            return [$"{user} left"];
        }

        state.Update(state.GetOr(0) + rows.Count);
        state.SetTimeoutDuration("10 minutes");
        return [];
    }

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddDays(1).AddSeconds(second);

    private static IReadOnlyList<T> Run<T>(Func<DataStream<Click>, DataStream<T>> build, OutputMode mode, Click? last = null)
    {
        using var run = new StepRun<Click, T>(StepVariant.Plain, mode, build) { EveryTriggerRuns = false };
        var rows = run.Drain(s_clicks).ToList();
        rows.AddRange(last is null ? [] : run.Drain(last));
        run.Clock.Advance(TimeSpan.FromHours(1));
        rows.AddRange(run.Drain());
        return rows;
    }
}

public sealed class Purchases : StatefulProcessor<string, KeyedStateGuideTests.Click, string>
{
    private ListState<string> _pages = null!;

    public override void Init(OutputMode outputMode, TimeMode timeMode) =>
        _pages = Handle.GetListState<string>("pages", new TtlConfig(TimeSpan.FromDays(1)));

    public override IEnumerable<string> HandleInputRows(string key, GroupRows<KeyedStateGuideTests.Click> rows, TimerValues timerValues)
    {
        foreach (var click in rows)
        {
            if (click.Page == "/pay")
            {
                yield return $"{key} bought {string.Join(' ', _pages.Get())}";
                _pages.Clear();
            }
            else
            {
                _pages.AppendValue(click.Page);
            }
        }

        Handle.RegisterTimer(timerValues.CurrentProcessingTimeMs + 1_800_000);
    }

    public override IEnumerable<string> HandleExpiredTimer(string key, TimerValues timerValues, ExpiredTimerInfo expiredTimerInfo)
    {
        if (_pages.Exists)
        {
            _pages.Clear();
            yield return $"{key} left";
        }
    }
}
