using Streaming.Core.Tests.KeyedState;
using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>Functions with state in the test driver: their state, and timeouts when the clock moves.</summary>
public sealed class DriverKeyedStateTests
{
    [Fact]
    public void AdvancingTheClockFiresTimeoutsAndTheStateCanBeRead()
    {
        using var driver = new TopologyTestDriver(session => session.Read("clicks").GroupBy(record => record.ValueText)
            .FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.ProcessingTime, (user, rows, state) =>
            {
                if (state.HasTimedOut)
                {
                    state.Remove();
                    return [$"{user} left"];
                }

                state.Update(state.GetOr(0) + rows.Count);
                state.SetTimeoutDuration("10 minutes");
                return [$"{user} {state.Get()}"];
            })
            .WriteStream().OutputMode(OutputMode.Update).Format("noop"));
        driver.Text("clicks").PipeValues("a", "b", "a");
        Assert.True(driver.RunBatch());
        Assert.Equal([("a", 2L), ("b", 1L)], driver.State<string, long>());
        Assert.False(driver.RunBatch()); // nothing is due
        driver.Clock.Advance(TimeSpan.FromMinutes(5));
        driver.Text("clicks").PipeValues("b");
        driver.ProcessAll();
        driver.Clock.Advance(TimeSpan.FromMinutes(6));
        driver.Restart();
        driver.Text("clicks").PipeValues("c");
        driver.ProcessAll();
        Assert.Equal(["a 2", "b 1", "b 2", "c 1", "a left"], driver.Rows<string>());
        Assert.Equal([("b", 2L), ("c", 1L)], driver.State<string, long>().OrderBy(row => row.Key, StringComparer.Ordinal));
        driver.Clock.Advance(TimeSpan.FromMinutes(11));
        driver.ProcessAll();
        Assert.Empty(driver.State<string, long>());
    }

    [Fact]
    public void VariablesOfAProcessorAreReadByName()
    {
        using var driver = new TopologyTestDriver(session => session.Read("clicks").Map(record => new Click(record.KeyText, What: record.ValueText)).GroupBy(click => click.User)
            .TransformWithState(() => new LetterProcessor(), TimeMode.ProcessingTime, OutputMode.Update).WriteStream().OutputMode(OutputMode.Update).Format("noop"));
        var clicks = driver.Text("clicks");
        clicks.PipeKeyValues(("a", "set=1 add=x add=y inc=k inc=k timer=60"), ("b", "set=2"));
        driver.ProcessAll();
        Assert.Equal([("a", 1L), ("b", 2L)], driver.State<string, long>(variable: "value").OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Equal([("a", "x"), ("a", "y")], driver.State<string, string>(variable: "list"));
        Assert.Equal([("a", 2)], driver.State<string, int>(variable: "map"));
        Assert.Empty(driver.Rows<string>());
        driver.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(driver.RunBatch());
        Assert.False(driver.RunBatch());
        Assert.Equal([$"a timer {driver.Clock.GetUtcNow().ToUnixTimeMilliseconds()} 1"], driver.Rows<string>());
        Assert.Contains("say which one", Assert.Throws<InvalidOperationException>(() => driver.State<string, long>()).Message);
    }
}
