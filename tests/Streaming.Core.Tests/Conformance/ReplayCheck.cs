using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streaming.Core.Tests;

/// <summary>Compares what a step did with its recording.</summary>
internal sealed partial class ReplayCheck(JsonElement recorded, JsonElement expected, string checkpoint)
{
    private bool IsOrdered => recorded.TryGetProperty("ordered", out var ordered) && ordered.GetBoolean();

    public static void Error(JsonElement error, Exception? actual, string checkpoint, ReplayError text)
    {
        Assert.NotNull(actual);
        var top = error.GetProperty("top");
        if (text == ReplayError.Start)
        {
            Assert.IsNotType<StreamingQueryException>(actual);
            Assert.StartsWith(Text(error.GetProperty("root")), actual.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(error.GetProperty("phase").GetString() == "run", actual is StreamingQueryException);
        var chain = Chain(actual);
        if (text != ReplayError.Phase)
        {
            Assert.Contains(chain, link => link is StreamingException known && Matches(known, top));
            if (error.TryGetProperty("conditionsInChain", out var conditions))
            {
                foreach (string condition in conditions.EnumerateArray().Select(condition => condition.GetString()!).Where(condition => !condition.StartsWith("_LEGACY", StringComparison.Ordinal)))
                {
                    Assert.Contains(chain, link => link is StreamingException known && known.ErrorClass == condition);
                }
            }
        }

        var root = error.TryGetProperty("root", out var deepest) ? deepest : top;
        switch (text)
        {
            case ReplayError.Exact:
                Assert.Equal(Text(top), ReplayValues.Masked(actual.Message, checkpoint));
                Assert.Contains(chain, link => ReplayValues.Masked(link.Message, checkpoint) == Text(root));
                break;
            case ReplayError.Root:
                Assert.Contains(chain, link => link.Message == Text(root));
                break;
        }
    }

    public static void Calls(JsonElement recorded, List<string> calls) => Assert.Equal(
        recorded.EnumerateArray().Select(call => JavaTypes().Replace(call.GetString()!, "close(").Replace(".0)", ")", StringComparison.Ordinal)), calls);

    /// <summary>Plans are our own; what can be compared is when there is one, and its parts.</summary>
    public static void Explain(string recorded, string actual)
    {
        if (!recorded.StartsWith("==", StringComparison.Ordinal))
        {
            Assert.Equal(recorded, actual.TrimEnd());
            return;
        }

        Assert.Contains("== Physical Plan ==", actual, StringComparison.Ordinal);
        Assert.Equal(recorded.Contains("Logical Plan", StringComparison.Ordinal), actual.Contains("Logical Plan", StringComparison.Ordinal));
    }

    public void Batches(List<StreamingQueryProgress> progress, List<(long BatchId, List<string> Rows)> taken, StreamingQuery? query)
    {
        var batches = expected.GetProperty("batches").EnumerateArray().ToList();
        Assert.Equal(batches.Select(batch => batch.GetProperty("batch").GetInt64()), progress.Select(entry => entry.BatchId));
        var withRows = batches.Where(batch => batch.TryGetProperty("rows", out _)).ToList();
        if (!recorded.TryGetProperty("sink", out var sink) || sink.GetProperty("kind").GetString() == "foreachBatch")
        {
            Assert.Equal(withRows.Select(batch => batch.GetProperty("batch").GetInt64()), taken.Select(batch => batch.BatchId));
        }

        for (int i = 0; i < withRows.Count; i++)
        {
            Assert.Equal(
                ReplayValues.Rows(withRows[i].GetProperty("rows").EnumerateArray().Select(ReplayValues.Row), IsOrdered),
                ReplayValues.Rows(taken[i].Rows, IsOrdered));
        }

        for (int i = 0; i < batches.Count; i++)
        {
            Batch(batches[i], progress[i], query!);
        }
    }

    /// <summary>Compares the rows of all batches of the step together.</summary>
    public void AllRows(List<(long BatchId, List<string> Rows)> taken) => Assert.Equal(
        ReplayValues.Rows(expected.GetProperty("batches").EnumerateArray().SelectMany(batch => batch.GetProperty("rows").EnumerateArray()).Select(ReplayValues.Row), ordered: false),
        ReplayValues.Rows(taken.SelectMany(batch => batch.Rows), ordered: false));

    public void Logs(bool hasManualClock)
    {
        foreach (string log in new[] { "offset", "commit" })
        {
            if (expected.TryGetProperty(log + "Log", out var newest))
            {
                Assert.Equal(newest.ValueKind == JsonValueKind.Null ? null : newest.GetInt64(), Ids(log + "s").Cast<long?>().LastOrDefault());
            }

            if (expected.TryGetProperty(log + "sFiles", out var files))
            {
                Assert.Equal(files.EnumerateArray().Select(file => file.GetString()), Ids(log + "s").Select(id => $"{id}"));
            }

            if (expected.TryGetProperty(log + "sText", out var texts))
            {
                foreach (var text in texts.EnumerateObject())
                {
                    string actual = File.ReadAllText(Path.Combine(checkpoint, log + "s", text.Name));
                    Assert.Equal(Masked(text.Value.GetString()!), Masked(actual));
                }
            }
        }

        if (expected.TryGetProperty("checkpointTree", out var tree))
        {
            // Our lock file is the only one that Spark does not have.
            Assert.Equal(
                tree.EnumerateArray().Select(file => file.GetString()),
                Directory.EnumerateFiles(checkpoint, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(checkpoint, file).Replace('\\', '/'))
                    .Where(file => file != ".lock").Order(StringComparer.Ordinal));
        }

        if (expected.TryGetProperty("metadataText", out var metadata))
        {
            Assert.Equal(metadata.GetString(), ReplayValues.Masked(File.ReadAllText(Path.Combine(checkpoint, "metadata")), checkpoint));
        }

        string Masked(string text) => hasManualClock ? text : Timestamps().Replace(text, "\"batchTimestampMs\":0");
    }

    private static void Batch(JsonElement batch, StreamingQueryProgress progress, StreamingQuery query)
    {
        Assert.Equal(batch.GetProperty("inputRows").GetInt64(), progress.NumInputRows);
        if (batch.TryGetProperty("sinkNumOutputRows", out var rows))
        {
            Assert.Equal(rows.GetInt64(), progress.Sink.NumOutputRows);
        }
        else if (batch.TryGetProperty("rows", out var written))
        {
            Assert.Equal(written.GetArrayLength(), progress.Sink.NumOutputRows);
        }

        if (batch.TryGetProperty("state", out var states))
        {
            Assert.Equal(
                states.EnumerateArray().Select(state => (state.GetProperty("op").GetString()!, state.GetProperty("total").GetInt64(), state.GetProperty("updated").GetInt64(), state.GetProperty("removed").GetInt64(), state.GetProperty("dropped").GetInt64())),
                progress.StateOperators.Select(state => (state.OperatorName, state.NumRowsTotal, state.NumRowsUpdated, state.NumRowsRemoved, state.NumRowsDroppedByWatermark)));
        }
        else
        {
            Assert.Empty(progress.StateOperators);
        }

        if (batch.TryGetProperty("sources", out var sources))
        {
            Assert.Equal(
                sources.EnumerateArray().Select(source => (source.GetProperty("start").GetString()!, source.GetProperty("end").GetString()!, source.GetProperty("rows").GetInt64())),
                progress.Sources.Select(source => (source.StartOffset ?? "null", source.EndOffset ?? "null", source.NumInputRows)));
        }

        if (batch.TryGetProperty("progress", out var json))
        {
            Assert.Equal((query.Id, query.RunId), (progress.Id, progress.RunId));
            using var actual = JsonDocument.Parse(progress.Json);
            Assert.Equal(ReplayProgress.Lines(json), ReplayProgress.Lines(actual.RootElement));
        }
    }

    private static bool Matches(StreamingException actual, JsonElement recorded) =>
        !recorded.TryGetProperty("condition", out var condition) || condition.GetString()!.StartsWith("_LEGACY", StringComparison.Ordinal)
        || (actual.ErrorClass == condition.GetString() && (!recorded.TryGetProperty("sqlState", out var state) || state.GetString() == actual.SqlState));

    private static string Text(JsonElement link) => link.GetProperty("message").GetString()!;

    private static List<Exception> Chain(Exception? error)
    {
        var chain = new List<Exception>();
        for (; error is not null; error = error.InnerException)
        {
            chain.Add(error);
        }

        return chain;
    }

    private IEnumerable<long> Ids(string log)
    {
        string folder = Path.Combine(checkpoint, log);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(file => long.Parse(Path.GetFileName(file), null)).Order() : [];
    }

    [GeneratedRegex("\"batchTimestampMs\":[0-9]+")]
    private static partial Regex Timestamps();

    [GeneratedRegex(@"close\([a-z.]+[A-Za-z]+: ")]
    private static partial Regex JavaTypes();
}
