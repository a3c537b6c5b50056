using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streaming.Conformance;

/// <summary>Compares what a step did with its recording.</summary>
internal sealed partial class StepCheck(RecordedCase recorded, JsonElement expected, Differences differences, string folder)
{
    /// <summary>True where the state lives elsewhere than in the recording, which the logs name.</summary>
    public bool IsStateElsewhere { get; init; }

    private string Checkpoint => Path.Combine(folder, "checkpoint");

    private bool IsOrdered => recorded.Json.Flag("ordered");

    private List<JsonElement> ExpectedBatches => expected.Has("batches", out var batches) ? [.. batches.EnumerateArray()] : [];

    public void Batches(IReadOnlyList<StreamingQueryProgress> progress, IReadOnlyList<(long BatchId, List<string> Rows)> taken, StreamingQueryIds? ids)
    {
        // A batch that failed shows rows, but has no progress.
        var batches = ExpectedBatches;
        var reported = batches.Where(batch => batch.Has("inputRows")).ToList();
        differences.Equal("batches", batches.Select(batch => batch.Text("batch")!), BatchIds(progress, taken, batches));
        Rows(batches, taken);
        for (int i = 0; i < Math.Min(reported.Count, progress.Count); i++)
        {
            Batch(reported[i], progress[i], ids);
        }

        if (expected.Has("extraSinkCalls", out var extra))
        {
            differences.Equal("extraSinkCalls", ValueText.Recorded(extra), ValueText.Recorded(extra));
        }
    }

    /// <summary>Compares the rows of all batches of the step together: how they fall into batches was a matter of timing.</summary>
    public void AllRows(IEnumerable<(long BatchId, List<string> Rows)> taken) => differences.Equal(
        "rows",
        ExpectedBatches.Where(batch => batch.Has("rows")).SelectMany(batch => batch.GetProperty("rows").EnumerateArray()).Select(ValueText.RecordedRow).Order(StringComparer.Ordinal),
        taken.SelectMany(batch => batch.Rows).Order(StringComparer.Ordinal));

    public void Logs(bool hasManualClock)
    {
        foreach (string log in new[] { "offset", "commit" })
        {
            if (expected.Has(log + "Log", out var newest))
            {
                differences.Equal(log + "Log", newest.ValueKind == JsonValueKind.Null ? null : newest.GetInt64(), Ids(log + "s").Cast<long?>().LastOrDefault());
            }

            if (expected.Has(log + "sFiles", out var files))
            {
                differences.Equal(log + "sFiles", files.Texts(), Ids(log + "s").Select(id => id.ToString(CultureInfo.InvariantCulture)));
            }

            if (expected.Has(log + "sText", out var texts))
            {
                foreach (var text in texts.EnumerateObject())
                {
                    string file = Path.Combine(Checkpoint, log + "s", text.Name);
                    differences.Equal(log + "sText", Masked(text.Value.GetString()!), File.Exists(file) ? Masked(Mask.Ours(File.ReadAllText(file), folder)) : null, $"[{text.Name}]");
                }
            }
        }

        if (expected.Has("checkpointTree", out var tree))
        {
            // Our lock file is the only one that Spark does not have. How state is kept is compared apart.
            var files = !Directory.Exists(Checkpoint) ? [] : Directory.EnumerateFiles(Checkpoint, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Checkpoint, file).Replace('\\', '/')).Where(file => file != ".lock").Order(StringComparer.Ordinal).ToList();
            foreach (bool isState in new[] { false, true })
            {
                differences.Equal(isState ? "checkpointTree.state" : "checkpointTree", tree.Texts().Where(file => IsState(file) == isState), files.Where(file => IsState(file) == isState));
            }

            static bool IsState(string file) => file.StartsWith("state/", StringComparison.Ordinal);
        }

        if (expected.Has("metadataText", out var metadata))
        {
            string file = Path.Combine(Checkpoint, "metadata");
            differences.Equal("metadataText", metadata.GetString(), File.Exists(file) ? Mask.Ours(File.ReadAllText(file), folder) : null);
        }

        string Masked(string text)
        {
            string timeless = hasManualClock ? text : Timestamps().Replace(text, "\"batchTimestampMs\":0");
            return IsStateElsewhere ? StateProviders().Replace(timeless, "") : timeless;
        }
    }

    public void Calls(IEnumerable<string> calls)
    {
        if (expected.Has("calls", out var recordedCalls))
        {
            differences.Equal("calls", recordedCalls.Texts().Select(call => JavaTypes().Replace(call, "close(")), calls);
        }
    }

    /// <summary>Plans are our own; what can be compared is when there is one, and its parts.</summary>
    public void Explain(string actual)
    {
        string text = expected.Text("explain")!;
        if (!text.StartsWith("==", StringComparison.Ordinal))
        {
            differences.Equal("explain", text, actual.TrimEnd());
            return;
        }

        differences.Equal("explain", "a physical plan", actual.Contains("== Physical Plan ==", StringComparison.Ordinal) ? "a physical plan" : actual);
        differences.Equal("explain.logical", text.Contains("Logical Plan", StringComparison.Ordinal) ? "yes" : "no", actual.Contains("Logical Plan", StringComparison.Ordinal) ? "yes" : "no");
    }

    public void Table(string field, IEnumerable<string> rows)
    {
        if (expected.Has(field, out var table))
        {
            differences.Equal(field, table.EnumerateArray().Select(ValueText.RecordedRow).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<string> BatchIds(IReadOnlyList<StreamingQueryProgress> progress, IReadOnlyList<(long BatchId, List<string> Rows)> taken, List<JsonElement> expected)
    {
        var ids = progress.Select(entry => entry.BatchId).ToList();
        // Rows of a batch that failed afterwards.
        ids.AddRange(taken.Select(batch => batch.BatchId).Where(id => !ids.Contains(id) && expected.Exists(batch => !batch.Has("inputRows") && batch.GetProperty("batch").GetInt64() == id)));
        return ids.Select(id => id.ToString(CultureInfo.InvariantCulture));
    }

    private void Rows(List<JsonElement> batches, IReadOnlyList<(long BatchId, List<string> Rows)> taken)
    {
        if (recorded.Json.Has("sink", out var sink) && sink.Text("kind") != "foreachBatch")
        {
            return;
        }

        // In complete mode Spark's memory sink shows the newest result only.
        taken = [.. taken.Where(batch => !batches.Exists(other => !other.Has("rows") && other.GetProperty("batch").GetInt64() == batch.BatchId))];
        batches = [.. batches.Where(batch => batch.Has("rows"))];
        differences.Equal("rows", batches.Select(batch => batch.Text("batch")!), taken.Select(batch => batch.BatchId.ToString(CultureInfo.InvariantCulture)), " (batches at the sink)");
        for (int i = 0; i < Math.Min(batches.Count, taken.Count); i++)
        {
            differences.Equal("rows", Sorted(batches[i].GetProperty("rows").EnumerateArray().Select(ValueText.RecordedRow)), Sorted(taken[i].Rows), $" of batch {taken[i].BatchId}");
        }
    }

    private IEnumerable<string> Sorted(IEnumerable<string> rows) => IsOrdered ? rows : rows.Order(StringComparer.Ordinal);

    private void Batch(JsonElement batch, StreamingQueryProgress progress, StreamingQueryIds? ids)
    {
        string where = $" of batch {progress.BatchId}";
        differences.Equal("inputRows", batch.GetProperty("inputRows").GetInt64(), progress.NumInputRows, where);
        if (batch.Has("sinkNumOutputRows", out var rows))
        {
            differences.Equal("sinkNumOutputRows", rows.GetInt64(), progress.Sink.NumOutputRows, where);
        }
        else if (batch.Has("rows", out var written))
        {
            differences.Equal("sinkNumOutputRows", written.GetArrayLength(), progress.Sink.NumOutputRows, where);
        }

        State(batch, progress, where);
        differences.Equal("watermark", batch.Text("watermark"), Time(progress.EventTime?.Watermark), where);
        batch.Has("eventTime", out var times);
        differences.Equal("eventTime.min", times.Text("min"), Time(progress.EventTime?.Minimum), where);
        differences.Equal("eventTime.max", times.Text("max"), Time(progress.EventTime?.Maximum), where);
        differences.Equal("eventTime.avg", times.Text("avg"), Time(progress.EventTime?.Average), where);
        if (batch.Has("sources", out var sources))
        {
            differences.Equal(
                "sources",
                sources.EnumerateArray().Select(source => $"{source.Text("start")} to {source.Text("end")}: {source.Text("rows")}"),
                progress.Sources.Select(source => $"{source.StartOffset ?? "null"} to {source.EndOffset ?? "null"}: {source.NumInputRows}"),
                where);
        }

        if (batch.Has("progress", out var json))
        {
            if (ids is not null)
            {
                differences.Equal("progress.id", $"{ids.Id} {ids.RunId}", $"{progress.Id} {progress.RunId}", where);
            }

            using var actual = JsonDocument.Parse(progress.Json);
            differences.Equal("progress", ProgressText.Lines(json), ProgressText.Lines(actual.RootElement).Select(line => Mask.Ours(line, folder)), where);
        }
    }

    private void State(JsonElement batch, StreamingQueryProgress progress, string where)
    {
        var states = batch.Has("state", out var list) ? list.EnumerateArray().ToList() : [];
        int times = RunsPlanTwice() ? 2 : 1;
        differences.Equal(
            "state",
            states.Select(state => $"{state.Text("op")}: total {Count(state, "total")}, updated {Count(state, "updated")}, removed {Count(state, "removed")}, dropped {Count(state, "dropped")}"),
            progress.StateOperators.Select(state => $"{state.OperatorName}: total {state.NumRowsTotal}, updated {state.NumRowsUpdated}, removed {state.NumRowsRemoved}, dropped {state.NumRowsDroppedByWatermark}"),
            where);
        for (int i = 0; i < Math.Min(states.Count, progress.StateOperators.Count); i++)
        {
            foreach (var (name, value) in states[i].Options("custom"))
            {
                long actual = progress.StateOperators[i].CustomMetrics.GetValueOrDefault(name);
                differences.Equal($"custom.{name}", value, actual.ToString(CultureInfo.InvariantCulture), $" of {progress.StateOperators[i].OperatorName}{where}");
            }
        }

        long Count(JsonElement state, string name) => state.GetProperty(name).GetInt64() / times;
    }

    // Spark samples the ranges of a sort first, for which it runs what is below once more (cases/README.md: not to be copied).
    private bool RunsPlanTwice()
    {
        if (recorded.Json.Text("mode") != "complete" || !recorded.Json.Has("query", out var query) || !query.Has("ops", out var ops))
        {
            return false;
        }

        var names = ops.EnumerateArray().Select(op => op.EnumerateObject().First().Name).ToList();
        int sort = names.LastIndexOf("sort");
        return sort >= 0 && !names.Skip(sort).Contains("limit");
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private IEnumerable<long> Ids(string log)
    {
        string path = Path.Combine(Checkpoint, log);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Select(file => long.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : -1).Where(id => id >= 0).Order()
            : [];
    }

    [GeneratedRegex("\"spark.sql.streaming.stateStore.providerClass\":\"[^\"]*\"")]
    private static partial Regex StateProviders();

    [GeneratedRegex("\"batchTimestampMs\":[0-9]+")]
    private static partial Regex Timestamps();

    [GeneratedRegex(@"close\([a-z][a-zA-Z.]+[A-Za-z]+: ")]
    private static partial Regex JavaTypes();
}
