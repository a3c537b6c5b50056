namespace Streaming;

/// <summary>Sets the event time of records, and keeps the extremes of the epoch.</summary>
internal sealed class WatermarkLink<T>(StageContext context, int number, Func<T, DateTimeOffset?> eventTime, EventTimeGauge gauge, Link<T> next) : Link<T>
{
    public override void Push(T value)
    {
        context.Current = number;
        if (eventTime(value) is { } time)
        {
            long microseconds = (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            context.Timestamp = microseconds;
            gauge.Add(microseconds);
        }
        else
        {
            context.Timestamp = RecordBatch<T>.NoTimestamp;
            gauge.AddNone();
        }

        next.Push(value);
    }
}
