using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Streaming.Core.Tests;

public sealed class StreamingDiagnosticsTests
{
    [Fact]
    public void MetricsAreTaggedAndEndWithTheQuery()
    {
        var id = Guid.NewGuid();
        var seen = new List<(string Name, double Value, string? Query)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == StreamingDiagnostics.MeterName)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();

        var metrics = new StreamingMetrics(id, "counts");
        metrics.Batch(rowsIn: 10, rowsOut: 4, TimeSpan.FromMilliseconds(1500), stateRows: 7);
        metrics.Batch(rowsIn: 1, rowsOut: -1, TimeSpan.Zero, stateRows: 8);
        listener.RecordObservableInstruments();
        metrics.Failed();
        metrics.Dispose();
        metrics.Dispose();
        listener.RecordObservableInstruments();

        Assert.Equal(
            [
                ("streaming.queries.active", 1.0, "counts"), ("streaming.records.in", 10.0, "counts"), ("streaming.records.out", 4.0, "counts"), ("streaming.batch.duration", 1.5, "counts"),
                ("streaming.records.in", 1.0, "counts"), ("streaming.batch.duration", 0.0, "counts"), ("streaming.state.rows", 8.0, "counts"),
                ("streaming.query.failures", 1.0, "counts"), ("streaming.queries.active", -1.0, "counts"),
            ],
            seen);

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var map = new Dictionary<string, object?>(tags.ToArray());
            if ((string?)map["streaming.query.id"] == id.ToString())
            {
                seen.Add((instrument.Name, value, (string?)map.GetValueOrDefault("streaming.query.name")));
            }
        }
    }

    [Fact]
    public void EpochIsAnActivity()
    {
        Guid id = Guid.NewGuid(), runId = Guid.NewGuid();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StreamingDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);

        var activity = StreamingActivity.StartBatch(id, runId, "q", 5);
        Assert.NotNull(activity);
        Assert.Equal("streaming.batch", activity.OperationName);
        StreamingActivity.Done(activity, 3, -1);
        activity.Dispose();
        Assert.Equal(ActivityStatusCode.Ok, activity.Status);
        Assert.Equal(id.ToString(), activity.GetTagItem("streaming.query.id"));
        Assert.Equal("q", activity.GetTagItem("streaming.query.name"));
        Assert.Equal(5L, activity.GetTagItem("streaming.batch.id"));
        Assert.Equal(3L, activity.GetTagItem("streaming.records.in"));
        Assert.Null(activity.GetTagItem("streaming.records.out"));

        using var failed = StreamingActivity.StartBatch(id, runId, null, 6);
        StreamingActivity.Failed(failed, new StreamingException("SOME_CLASS", "bad"));
        Assert.Equal(ActivityStatusCode.Error, failed!.Status);
        Assert.Equal("SOME_CLASS", failed.GetTagItem("error.type"));
    }

    [Fact]
    public void NoActivityWithoutListenerIsNoError()
    {
        StreamingActivity.Done(null, 1, 1);
        StreamingActivity.Failed(null, new InvalidOperationException("x"));
    }

    [Fact]
    public void LogMessagesNameTheQuery()
    {
        var logger = new RecordingLogger();
        Guid id = Guid.NewGuid(), runId = Guid.NewGuid();
        logger.QueryStarted("q", id, runId, "/checkpoint", Trigger.Default.ToString());
        logger.QueryFailed(new InvalidOperationException("x"), null, id, runId);
        Assert.Equal(
            [$"Query q [id = {id}, runId = {runId}] started, checkpoint /checkpoint, trigger ProcessingTimeTrigger(0)", $"Query (null) [id = {id}, runId = {runId}] terminated with error"],
            logger.Entries.Select(entry => entry.Text));
    }
}
