namespace Streaming;

/// <summary>Says when a query runs its batches. Immutable.</summary>
/// <example><code>stream.WriteStream().Trigger(Trigger.ProcessingTime("5 seconds"))</code></example>
public sealed record Trigger
{
    private Trigger(TriggerKind kind, TimeSpan interval)
    {
        Kind = kind;
        Interval = interval;
    }

    /// <summary>What a query without a trigger uses: the next batch starts as soon as the last one ended and there is data.</summary>
    public static Trigger Default { get; } = new(TriggerKind.ProcessingTime, TimeSpan.Zero);

    /// <summary>The kind.</summary>
    public TriggerKind Kind { get; }

    /// <summary>The interval of a processing-time trigger, in whole milliseconds; zero means no waiting.</summary>
    public TimeSpan Interval { get; }

    /// <summary>True where the query ends by itself.</summary>
    public bool EndsByItself => Kind is TriggerKind.AvailableNow or TriggerKind.Once;

    /// <summary>Batches at multiples of an interval. A batch that takes longer is followed at once by the next; missed ones are not made up for.</summary>
    /// <param name="interval">A duration such as <c>5 seconds</c> or <c>1 minute</c>.</param>
    /// <exception cref="StreamingException"><c>INVALID_INTERVAL_FORMAT.*</c>: the text is no duration; <c>UNSUPPORTED_INTERVAL</c>: it has months or years;
    /// <c>INVALID_TRIGGER_INTERVAL</c>: it is negative.</exception>
    public static Trigger ProcessingTime(string interval)
    {
        ArgumentNullException.ThrowIfNull(interval);
        return ProcessingTime(Duration.Parse(interval));
    }

    /// <summary>Batches at multiples of an interval. A batch that takes longer is followed at once by the next; missed ones are not made up for.</summary>
    /// <param name="interval">The interval; fractions of a millisecond are cut off.</param>
    /// <exception cref="StreamingException"><c>INVALID_TRIGGER_INTERVAL</c>: the interval is negative.</exception>
    public static Trigger ProcessingTime(TimeSpan interval)
    {
        if (interval < TimeSpan.Zero)
        {
            throw new StreamingException("INVALID_TRIGGER_INTERVAL", "requirement failed: the interval of trigger should not be negative");
        }

        return new Trigger(TriggerKind.ProcessingTime, TimeSpan.FromMilliseconds(interval.Ticks / TimeSpan.TicksPerMillisecond));
    }

    /// <summary>Reads everything that is there at the start, under the rate limits in several batches, and ends.</summary>
    public static Trigger AvailableNow() => new(TriggerKind.AvailableNow, TimeSpan.Zero);

    /// <summary>Runs exactly one batch, whatever the rate limits say, and ends. Spark advises <see cref="AvailableNow"/> instead.</summary>
    public static Trigger Once() => new(TriggerKind.Once, TimeSpan.Zero);

    /// <summary>Spark's continuous processing. No source here supports it: <c>Start()</c> says so.</summary>
    /// <param name="interval">How often progress is written, for example <c>1 second</c>.</param>
    public static Trigger Continuous(string interval)
    {
        ArgumentNullException.ThrowIfNull(interval);
        return new Trigger(TriggerKind.Continuous, ProcessingTime(interval).Interval);
    }

    /// <summary>Spark's real-time mode. No source here supports it: <c>Start()</c> says so.</summary>
    /// <param name="interval">How often progress is written, at least 5 seconds.</param>
    public static Trigger RealTime(string interval = "5 minutes")
    {
        ArgumentNullException.ThrowIfNull(interval);
        return new Trigger(TriggerKind.RealTime, ProcessingTime(interval).Interval);
    }

    /// <summary>When the next batch is due: the next multiple of the interval after <paramref name="nowMs"/>; that itself for interval zero.</summary>
    /// <param name="nowMs">Milliseconds since 1970-01-01 UTC.</param>
    public long NextBatchTime(long nowMs)
    {
        long interval = Interval.Ticks / TimeSpan.TicksPerMillisecond;
        return interval == 0 ? nowMs : nowMs / interval * interval + interval;
    }

    /// <summary>The trigger as Spark shows it.</summary>
    public override string ToString() => Kind switch
    {
        TriggerKind.AvailableNow => "AvailableNowTrigger",
        TriggerKind.Once => "OneTimeTrigger",
        TriggerKind.Continuous => $"ContinuousTrigger({Interval.Ticks / TimeSpan.TicksPerMillisecond})",
        TriggerKind.RealTime => $"RealTimeTrigger({Interval.Ticks / TimeSpan.TicksPerMillisecond})",
        _ => $"ProcessingTimeTrigger({Interval.Ticks / TimeSpan.TicksPerMillisecond})",
    };
}
