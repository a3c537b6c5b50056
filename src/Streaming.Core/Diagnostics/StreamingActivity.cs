using System.Diagnostics;

namespace Streaming;

/// <summary>The activity of an epoch. All calls cost nothing where nobody listens.</summary>
internal static class StreamingActivity
{
    public const string BatchName = "streaming.batch";

    /// <summary>Starts the activity of an epoch; null where nobody listens. Dispose it at the end.</summary>
    public static Activity? StartBatch(Guid queryId, Guid runId, string? queryName, long batchId)
    {
        var source = StreamingDiagnostics.ActivitySource;
        if (!source.HasListeners() || source.StartActivity(BatchName) is not { } activity)
        {
            return null;
        }

        activity.SetTag("streaming.query.id", queryId.ToString());
        activity.SetTag("streaming.query.run_id", runId.ToString());
        activity.SetTag("streaming.batch.id", batchId);
        if (queryName is not null)
        {
            activity.SetTag("streaming.query.name", queryName);
        }

        return activity;
    }

    /// <summary>Notes what the epoch did.</summary>
    public static void Done(Activity? activity, long rowsIn, long rowsOut)
    {
        activity?.SetTag("streaming.records.in", rowsIn);
        if (rowsOut >= 0)
        {
            activity?.SetTag("streaming.records.out", rowsOut);
        }

        activity?.SetStatus(ActivityStatusCode.Ok);
    }

    /// <summary>Notes that the epoch failed.</summary>
    public static void Failed(Activity? activity, Exception error)
    {
        activity?.SetTag("error.type", (error as StreamingException)?.ErrorClass ?? error.GetType().FullName);
        activity?.SetStatus(ActivityStatusCode.Error, error.Message);
    }
}
