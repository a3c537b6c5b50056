namespace Streaming;

/// <summary>How many rows a rate source has made after some seconds.</summary>
/// <param name="RowsPerSecond">Full speed.</param>
/// <param name="RampUpSeconds">Seconds during which the speed rises in equal steps.</param>
internal readonly record struct RateCurve(long RowsPerSecond, long RampUpSeconds)
{
    /// <summary>Rows made from second 0 to <paramref name="seconds"/>.</summary>
    public long RowsAfter(long seconds)
    {
        // In second s of the ramp s steps of speed are added: step * s * (s + 1) / 2 rows in all.
        long step = Math.Max(1, RowsPerSecond / (RampUpSeconds + 1));
        long ramp = Math.Min(seconds, RampUpSeconds);
        var rows = ((Int128)step * ramp * (ramp + 1) / 2) + ((Int128)RowsPerSecond * (seconds - ramp));
        return rows <= long.MaxValue
            ? (long)rows
            : throw new StreamingException("RATE_OVERFLOW", $"A rate source with rowsPerSecond = {RowsPerSecond} has run out of numbers after {seconds} seconds. Lower rowsPerSecond.");
    }
}
