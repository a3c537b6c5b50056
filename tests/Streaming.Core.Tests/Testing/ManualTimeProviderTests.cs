using Streaming.Testing;

namespace Streaming.Core.Tests;

public sealed class ManualTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void AdvancesByExactlyTheAmount()
    {
        var clock = new ManualTimeProvider(Start);
        long before = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromMilliseconds(20));
        clock.Advance(TimeSpan.FromMilliseconds(15));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Start.AddMilliseconds(35).AddTicks(1), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.GetUtcNow().Offset);
        Assert.Equal(TimeSpan.FromMilliseconds(35) + TimeSpan.FromTicks(1), clock.GetElapsedTime(before));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void DueTimersFireOnceInOrderAndStayOnTheirGrid()
    {
        var clock = new ManualTimeProvider(Start);
        var fired = new List<string>();
        using var periodic = clock.CreateTimer(_ => fired.Add($"periodic {Elapsed():0}"), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        using var single = clock.CreateTimer(_ => fired.Add($"single {Elapsed():0}"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(fired);
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(["single 35", "periodic 35"], fired);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(2, fired.Count);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("periodic 40", fired[^1]);
        periodic.Dispose();
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, fired.Count);

        double Elapsed() => (clock.GetUtcNow() - Start).TotalSeconds;
    }

    [Fact]
    public async Task DelaysEndWhenTheClockPassesThem()
    {
        var clock = new ManualTimeProvider(Start);
        var delay = Task.Delay(TimeSpan.FromMinutes(1), clock, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }
}
