namespace Streaming;

/// <summary>What expressions know about the batch and the session. One object per worker, updated per batch.</summary>
internal sealed class EvaluationContext
{
    /// <summary>The logged time of the micro-batch in microseconds since 1970-01-01 UTC: <c>current_timestamp()</c>.</summary>
    public long BatchTimestamp { get; set; }

    /// <summary>The session's time zone (<c>spark.sql.session.timeZone</c>, default UTC here).</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether overflow, bad casts and the like are errors (<c>spark.sql.ansi.enabled</c>).</summary>
    public bool IsAnsi { get; init; } = true;

    /// <summary>The worker, from 0.</summary>
    public int WorkerNumber { get; init; }

    /// <summary>The clock, for <c>now()</c>-like functions that are not the batch time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
