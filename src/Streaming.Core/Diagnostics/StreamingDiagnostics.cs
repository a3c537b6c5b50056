using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Streaming;

/// <summary>Names of the meter and the activity source, for OpenTelemetry and other listeners.</summary>
/// <example><code>
/// builder.AddMeter(StreamingDiagnostics.MeterName);
/// builder.AddSource(StreamingDiagnostics.ActivitySourceName);
/// </code></example>
/// <remarks>
/// Instruments, all with the tags <c>streaming.query.id</c> and (where there is a name) <c>streaming.query.name</c>, updated once per epoch:
/// <c>streaming.records.in</c>, <c>streaming.records.out</c> (counters), <c>streaming.batch.duration</c> (histogram, seconds), <c>streaming.state.rows</c>
/// (gauge, while the query runs), <c>streaming.queries.active</c> (up-down counter), <c>streaming.query.failures</c> (counter).
/// Each epoch is one activity, <c>streaming.batch</c>.
/// </remarks>
public static class StreamingDiagnostics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Streaming";

    /// <summary>Name of the activity source.</summary>
    public const string ActivitySourceName = "Streaming";

    internal static readonly Meter Meter = new(MeterName);

    internal static readonly ActivitySource ActivitySource = new(ActivitySourceName);
}
