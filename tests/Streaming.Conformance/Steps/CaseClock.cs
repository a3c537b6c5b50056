using Streaming.Testing;

namespace Streaming.Conformance;

/// <summary>A manual clock that counts its timers, so that one knows when a query has begun to wait.</summary>
internal sealed class CaseClock(long startMs) : TimeProvider
{
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(startMs));
    private int _timers;

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public int Timers => Volatile.Read(ref _timers);

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public void Advance(TimeSpan by) => _clock.Advance(by);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _clock.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timers);
        return timer;
    }
}
