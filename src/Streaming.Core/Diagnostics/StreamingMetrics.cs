using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Streaming;

/// <summary>The metrics of one query. Made when it starts, disposed when it ends; updated once per epoch by its thread.</summary>
internal sealed class StreamingMetrics : IDisposable
{
    private static readonly Counter<long> RecordsIn = StreamingDiagnostics.Meter.CreateCounter<long>("streaming.records.in", "{record}", "Records read from sources");
    private static readonly Counter<long> RecordsOut = StreamingDiagnostics.Meter.CreateCounter<long>("streaming.records.out", "{record}", "Rows written by sinks that count them");
    private static readonly Histogram<double> BatchDuration = StreamingDiagnostics.Meter.CreateHistogram<double>("streaming.batch.duration", "s", "Time of a whole trigger");
    private static readonly UpDownCounter<long> ActiveQueries = StreamingDiagnostics.Meter.CreateUpDownCounter<long>("streaming.queries.active", "{query}", "Running queries");
    private static readonly Counter<long> Failures = StreamingDiagnostics.Meter.CreateCounter<long>("streaming.query.failures", "{failure}", "Queries that failed");

    // Observed, not pushed: a query that has ended must not go on reporting its last value.
    private static readonly ConcurrentDictionary<StreamingMetrics, byte> Running = new();
    private static readonly ObservableGauge<long> StateRows = StreamingDiagnostics.Meter.CreateObservableGauge(
        "streaming.state.rows", static () => Running.Keys.Where(static query => query.HasState).Select(static query => new Measurement<long>(Volatile.Read(ref query._stateRows), query._tags.AsSpan())), "{row}", "Rows in the state of running queries");

    private readonly KeyValuePair<string, object?>[] _tags;
    private long _stateRows = -1;
    private int _disposed;

    public StreamingMetrics(Guid queryId, string? queryName)
    {
        _tags = queryName is null
            ? [new("streaming.query.id", queryId.ToString())]
            : [new("streaming.query.id", queryId.ToString()), new("streaming.query.name", queryName)];
        Running[this] = 0;
        ActiveQueries.Add(1, _tags);
    }

    private bool HasState => Volatile.Read(ref _stateRows) >= 0;

    /// <summary>Adds an epoch.</summary>
    /// <param name="rowsIn">Records read.</param>
    /// <param name="rowsOut">Rows written; below 0 where the sink does not tell.</param>
    /// <param name="duration">Time of the trigger.</param>
    /// <param name="stateRows">Rows in the state; below 0 where the query has none.</param>
    public void Batch(long rowsIn, long rowsOut, TimeSpan duration, long stateRows)
    {
        var tags = new ReadOnlySpan<KeyValuePair<string, object?>>(_tags);
        RecordsIn.Add(rowsIn, tags);
        if (rowsOut >= 0)
        {
            RecordsOut.Add(rowsOut, tags);
        }

        BatchDuration.Record(duration.TotalSeconds, tags);
        Volatile.Write(ref _stateRows, stateRows);
    }

    /// <summary>Counts a failure of the query.</summary>
    public void Failed() => Failures.Add(1, _tags);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Running.TryRemove(this, out _);
            ActiveQueries.Add(-1, _tags);
        }
    }
}
