using System.Globalization;

namespace Streaming;

/// <summary>The JSON forms of progress and status: Spark's fields in Spark's order.</summary>
internal static class ProgressFormat
{
    public static string Write<T>(T value, Action<JsonTextWriter, T> append, bool pretty)
    {
        var writer = new JsonTextWriter(pretty);
        append(writer, value);
        return writer.ToString();
    }

    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static void Append(JsonTextWriter writer, StreamingQueryProgress progress)
    {
        writer.BeginObject()
            .Name("id").Value(progress.Id.ToString())
            .Name("runId").Value(progress.RunId.ToString())
            .Name("name").Value(progress.Name)
            .Name("timestamp").Value(Time(progress.Timestamp))
            .Name("batchId").Value(progress.BatchId)
            .Name("batchDuration").Value(progress.BatchDuration)
            .Name("numInputRows").Value(progress.NumInputRows);
        Rate(writer, "inputRowsPerSecond", progress.InputRowsPerSecond);
        Rate(writer, "processedRowsPerSecond", progress.ProcessedRowsPerSecond);
        Map(writer, "durationMs", progress.DurationMs, static (w, value) => w.Value(value));
        Append(writer, progress.EventTime);
        List(writer, "stateOperators", progress.StateOperators, Append);
        List(writer, "sources", progress.Sources, Append);
        writer.Name("sink");
        Append(writer, progress.Sink);
        Map(writer, "observedMetrics", progress.ObservedMetrics, static (w, value) => w.Raw(value));
        writer.EndObject();
    }

    public static void Append(JsonTextWriter writer, StateOperatorProgress state)
    {
        writer.BeginObject()
            .Name("operatorName").Value(state.OperatorName)
            .Name("numRowsTotal").Value(state.NumRowsTotal)
            .Name("numRowsUpdated").Value(state.NumRowsUpdated)
            .Name("allUpdatesTimeMs").Value(state.AllUpdatesTimeMs)
            .Name("numRowsRemoved").Value(state.NumRowsRemoved)
            .Name("allRemovalsTimeMs").Value(state.AllRemovalsTimeMs)
            .Name("commitTimeMs").Value(state.CommitTimeMs)
            .Name("memoryUsedBytes").Value(state.MemoryUsedBytes)
            .Name("numRowsDroppedByWatermark").Value(state.NumRowsDroppedByWatermark)
            .Name("numShufflePartitions").Value(state.NumShufflePartitions)
            .Name("numStateStoreInstances").Value(state.NumStateStoreInstances);
        Map(writer, "customMetrics", state.CustomMetrics, static (w, value) => w.Value(value));
        writer.EndObject();
    }

    public static void Append(JsonTextWriter writer, SourceProgress source)
    {
        writer.BeginObject()
            .Name("description").Value(source.Description)
            .Name("startOffset").Raw(source.StartOffset)
            .Name("endOffset").Raw(source.EndOffset)
            .Name("latestOffset").Raw(source.LatestOffset)
            .Name("numInputRows").Value(source.NumInputRows);
        Rate(writer, "inputRowsPerSecond", source.InputRowsPerSecond);
        Rate(writer, "processedRowsPerSecond", source.ProcessedRowsPerSecond);
        Map(writer, "metrics", source.Metrics, static (w, value) => w.Value(value));
        writer.EndObject();
    }

    public static void Append(JsonTextWriter writer, SinkProgress sink)
    {
        writer.BeginObject()
            .Name("description").Value(sink.Description)
            .Name("numOutputRows").Value(sink.NumOutputRows);
        Map(writer, "metrics", sink.Metrics, static (w, value) => w.Value(value));
        writer.EndObject();
    }

    public static void Append(JsonTextWriter writer, StreamingQueryStatus status) => writer.BeginObject()
        .Name("message").Value(status.Message)
        .Name("isDataAvailable").Value(status.IsDataAvailable)
        .Name("isTriggerActive").Value(status.IsTriggerActive)
        .EndObject();

    private static void Append(JsonTextWriter writer, EventTimeProgress? times)
    {
        if (times is null)
        {
            return;
        }

        var map = new Dictionary<string, string>(4);
        Add("avg", times.Average);
        Add("max", times.Maximum);
        Add("min", times.Minimum);
        Add("watermark", times.Watermark);
        Map(writer, "eventTime", map, static (w, value) => w.Value(value));

        void Add(string name, DateTimeOffset? time)
        {
            if (time is { } value)
            {
                map.Add(name, Time(value));
            }
        }
    }

    private static void Rate(JsonTextWriter writer, string name, double? rate)
    {
        if (rate is not { } value || !double.IsFinite(value))
        {
            return;
        }

        // Half up on the shortest decimal form, as Java's BigDecimal does; beyond decimal's range there are no fractions.
        string text = decimal.TryParse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            ? Math.Round(exact, 1, MidpointRounding.AwayFromZero).ToString("F1", CultureInfo.InvariantCulture)
            : value.ToString("F1", CultureInfo.InvariantCulture);
        writer.Name(name).Literal(text);
    }

    private static void Map<T>(JsonTextWriter writer, string name, IReadOnlyDictionary<string, T> map, Action<JsonTextWriter, T> append)
    {
        if (map.Count == 0)
        {
            return;
        }

        writer.Name(name).BeginObject();
        foreach (var (key, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.Name(key);
            append(writer, value);
        }

        writer.EndObject();
    }

    private static void List<T>(JsonTextWriter writer, string name, IReadOnlyList<T> items, Action<JsonTextWriter, T> append)
    {
        writer.Name(name).BeginArray();
        foreach (var item in items)
        {
            append(writer, item);
        }

        writer.EndArray();
    }
}
