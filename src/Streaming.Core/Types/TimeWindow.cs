using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming;

/// <summary>A window of event time: from its start up to its end, which does not belong to it.</summary>
/// <param name="Start">The start.</param>
/// <param name="End">The end.</param>
public readonly record struct TimeWindow([property: Column("start")] DateTimeOffset Start, [property: Column("end")] DateTimeOffset End)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{Start:yyyy-MM-dd HH:mm:ss.FFFFFF}, {End:yyyy-MM-dd HH:mm:ss.FFFFFF})");

    internal static TimeWindow Of(long startMicroseconds, long endMicroseconds) => new(TimeOf(startMicroseconds), TimeOf(endMicroseconds));

    // Windows of the first and last times may reach beyond what the type can say.
    private static DateTimeOffset TimeOf(long microseconds) => microseconds <= (DateTimeOffset.MinValue.Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond ? DateTimeOffset.MinValue
        : microseconds >= (DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond ? DateTimeOffset.MaxValue
        : new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
