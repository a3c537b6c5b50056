using System.Globalization;

namespace Streaming;

/// <summary>Refuses the triggers that are not run by micro-batches, with Spark's wording.</summary>
internal static class TriggerChecker
{
    private const long MinRealTimeMs = 5_000;

    public static void Check(QueryPlan plan)
    {
        var nodes = PlanText.Number(plan.Root).OrderBy(entry => entry.Value).Select(entry => entry.Key).ToList();
        string source = nodes.OfType<ISourceNode>().FirstOrDefault()?.Format ?? "memory";
        switch (plan.Trigger.Kind)
        {
            case TriggerKind.Continuous when nodes.Find(node => node is IStatefulNode or SortNode or ILimitNode) is { } refused:
                throw PlanErrors.Refused($"Continuous processing does not support {refused.Name} operations.");
            case TriggerKind.Continuous:
                throw new StreamingException("_LEGACY_ERROR_TEMP_2253", $"Data source {source} does not support continuous processing.");
            case TriggerKind.RealTime when plan.Trigger.Interval.TotalMilliseconds < MinRealTimeMs:
                throw Error(
                    "INVALID_STREAMING_REAL_TIME_MODE_TRIGGER_INTERVAL",
                    string.Create(CultureInfo.InvariantCulture, $"The real-time trigger interval is set to {plan.Trigger.Interval.TotalMilliseconds} ms. This is less than the {MinRealTimeMs} ms minimum specified by spark.sql.streaming.realTimeMode.minBatchDuration."),
                    "22023");
            case TriggerKind.RealTime when plan.OutputMode != OutputMode.Update:
                string mode = plan.OutputMode.ToString();
                throw Limitation("OUTPUT_MODE_NOT_SUPPORTED", $"The output mode {mode} is not supported. To work around this limitation, set the output mode to Update. In the future, {mode} may be supported.");
            case TriggerKind.RealTime:
                throw Limitation("INPUT_STREAM_NOT_SUPPORTED", $"The input stream {source} is not supported in Real-time Mode.");
        }
    }

    private static StreamingException Limitation(string subclass, string text) =>
        Error($"STREAMING_REAL_TIME_MODE.{subclass}", $"Streaming real-time mode has the following limitation: {text}", "0A000");

    private static StreamingException Error(string errorClass, string text, string sqlState) => new(errorClass, $"[{errorClass}] {text} SQLSTATE: {sqlState}") { SqlState = sqlState };
}
