using System.Globalization;
using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Runs the steps of a case and compares what happened with what Spark did.</summary>
internal sealed class StepCase : IAsyncDisposable
{
    private readonly RecordedCase _case;
    private readonly ConformanceOptions _options;
    private readonly Deviations _deviations;
    private readonly StreamingSession _session;
    private readonly CaseClock? _clock;
    private readonly CaseSink _sink = new();
    private readonly CaseSources _sources;
    private readonly TestFunctions _functions = new();
    private readonly StringWriter _console = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("streaming-conformance-").FullName;
    private readonly HashSet<long> _reported = [];
    private readonly KafkaSteps? _kafka;
    private DataFrame? _frame;
    private IRunningQuery? _query;
    private JsonElement _tree;
    private Exception? _failure;
    private string? _phase;
    private bool _isOver;
    private TimeSpan _wait;
    private long _clockMs;

    public StepCase(RecordedCase recorded, ConformanceOptions options, Deviations deviations, string? kafkaServers)
    {
        _case = recorded;
        _options = options;
        _deviations = deviations;
        _clock = recorded.Json.Has("manualClockStartMs", out var start) ? new CaseClock(start.GetInt64()) : null;
        _clockMs = _clock is null ? 0 : start.GetInt64();
        _session = CaseSession.Create(recorded, options, _clock ?? TimeProvider.System);
        _functions.Register(_session);
        _sources = new CaseSources(recorded, _folder, _session) { KafkaServers = kafkaServers };
        _kafka = kafkaServers is null ? null : new KafkaSteps(kafkaServers);
    }

    private bool BatchesByTiming => _case.Json.Text("finding")?.Contains("depends on timing", StringComparison.Ordinal) == true;

    public async Task RunAsync(Differences differences)
    {
        if (_options.Runner == RunnerKind.PerEvent)
        {
            throw new MissingFeatureException("the runner per event");
        }

        if (!await BuildQueryAsync(_case.Json.GetProperty("query"), differences))
        {
            return;
        }

        int number = 0;
        foreach (var step in _case.Json.GetProperty("steps").EnumerateArray())
        {
            differences.Step = number;
            await StepAsync(number++, step.GetProperty("do"), step.GetProperty("expect"), differences);
            if (differences.Found.Count > 0 || _isOver)
            {
                return; // what follows differs because of it
            }
        }

        differences.Step = -1;
        if (_case.Json.Has("statusAtEnd", out var status) && _query?.Status is not null)
        {
            // A query that waits looks at its sources now and then.
            string expected = Mask.ColumnIds(JsonTexts.Compact(status));
            string actual = "";
            await Wait.UntilAsync(() => (actual = _query.Status!) == expected, TimeSpan.FromSeconds(5), pause: false);
            differences.Equal("statusAtEnd", expected, actual);
        }
    }

    public async ValueTask DisposeAsync()
    {
        (_query as IDisposable)?.Dispose();
        await _session.DisposeAsync();
        _kafka?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // False where the case ends here.
    private async Task<bool> BuildQueryAsync(JsonElement query, Differences differences)
    {
        _tree = query;
        try
        {
            _frame = new QueryTree(_session, _sources, _deviations).Build(query);
        }
        catch (Exception error) when (error is not (MissingFeatureException or NotExpressibleException))
        {
            if (_case.Json.Has("buildError", out var expected)
                || (_case.Json.GetProperty("steps").EnumerateArray().First().GetProperty("expect").Has("error", out expected) && ErrorCheck.IsEarly(expected, "build")))
            {
                ErrorCheck.Compare(differences, expected, "build", error, _folder);
            }
            else
            {
                differences.Equal("error", "none", $"build: {error.GetType().Name}: {error.Message}");
            }

            return false;
        }

        if (_case.Json.Has("buildError", out var wanted))
        {
            // What Spark's reader refuses, ours may refuse when the query starts.
            await StartAsync(null);
            ErrorCheck.Compare(differences, wanted, _phase, _failure, _folder);
            return false;
        }

        if (_case.Json.Text("outputSchema") is { } schema)
        {
            differences.Equal("outputSchema", schema, string.Join(", ", _frame.Schema.Fields.Select(field => $"{field.Name}:{field.Type.SimpleString}")));
        }

        if (_case.Json.Has("outputSchemaJson", out var json))
        {
            // Of the recorder's sink, where every column may be NULL.
            differences.Equal(
                "outputSchemaJson",
                json.ValueKind == JsonValueKind.String ? json.GetString() : JsonTexts.Compact(json),
                _frame.Schema.Json.Replace("\"nullable\":false", "\"nullable\":true", StringComparison.Ordinal));
        }

        return true;
    }

    private async Task StepAsync(int number, JsonElement actions, JsonElement expected, Differences differences)
    {
        if (expected.Flag("queryAlreadyEnded"))
        {
            differences.Equal("queryAlreadyEnded", "true", _query is { IsActive: true } ? "false" : "true");
            return;
        }

        _failure = null;
        _phase = null;
        _wait = TimeSpan.Zero;
        _console.GetStringBuilder().Clear();
        _kafka?.Reads.Clear();
        if (number == 0 && !actions.Has("start") && !IsOnlyReads(actions))
        {
            await StartAsync(null);
        }

        string? explainMode = null;
        foreach (var action in actions.EnumerateObject())
        {
            if (action.Name == "explain")
            {
                explainMode = action.Value.GetString();
                continue;
            }

            await DoAsync(action.Name, action.Value);
        }

        await SettleAsync(expected);
        Compare(expected, explainMode, differences);
    }

    // A case of bounded reads has a query that never runs.
    private static bool IsOnlyReads(JsonElement actions) =>
        actions.Has("kafka", out var kafka) && kafka.EnumerateArray().Any(step => step.Has("read")) && actions.EnumerateObject().Count() == 1;

    private async Task DoAsync(string action, JsonElement value)
    {
        string checkpoint = Path.Combine(_folder, "checkpoint");
        switch (action)
        {
            case "add":
                _sources.Add(value);
                break;
            case "add_empty_block":
                _sources.AddEmptyBlock(value.GetString()!);
                break;
            case "stop":
                await (_query?.StopAsync() ?? Task.CompletedTask);
                break;
            case "start":
                CaseSession.Set(_session, value.Options("conf"));
                await StartAsync(value);
                break;
            case "conf":
                CaseSession.Set(_session, value.EnumerateObject().Select(setting => KeyValuePair.Create(setting.Name, setting.Value.ToString())));
                break;
            case "switch":
                _functions.Switch = value.ValueKind == JsonValueKind.True || value.ToString() == "on";
                break;
            case "delete_commits":
            case "delete_offsets":
                foreach (string id in value.Texts())
                {
                    File.Delete(Path.Combine(checkpoint, action["delete_".Length..], id));
                }

                break;
            case "write_offset":
                await File.WriteAllTextAsync(Path.Combine(checkpoint, "offsets", value.Text("id")!), value.Text("text"));
                break;
            case "clock":
                _clockMs += (long)(value.GetDouble() * 1000);
                await AdvanceAsync(TimeSpan.FromSeconds(value.GetDouble()), isRunning: true);
                break;
            case "clock_stopped":
                _clockMs += (long)(value.GetDouble() * 1000);
                await AdvanceAsync(TimeSpan.FromSeconds(value.GetDouble()), isRunning: false);
                break;
            case "wait_ms":
                _wait = TimeSpan.FromMilliseconds(value.GetDouble());
                // The delay of Spark's Kafka source runs by the wall clock, ours by the session's.
                await AdvanceAsync(_clock is null ? TimeSpan.Zero : _wait, isRunning: true);
                break;
            case "kafka":
                await (_kafka ?? throw new MissingFeatureException("a Kafka broker")).DoAsync(value);
                break;
            default:
                throw new MissingFeatureException($"step {action}");
        }
    }

    private async Task StartAsync(JsonElement? how)
    {
        if (how is { ValueKind: JsonValueKind.Object } changes && changes.Has("query", out var other))
        {
            _tree = other;
            _frame = new QueryTree(_session, _sources, _deviations).Build(other);
        }

        try
        {
            var writer = new CaseWriter(_case, _sink, _console, _folder);
            _query = _options.Runner == RunnerKind.Driver
                ? StartDriver(writer, how)
                : await EngineQuery.StartAsync(_session, writer.Describe(_frame!, how), _clock, writer.EndsByItself);
            _reported.Clear();
        }
        catch (Exception error) when (error is not (MissingFeatureException or NotExpressibleException or TimeoutException))
        {
            _failure = error;
            _phase = "start";
        }
    }

    // The driver has a session of its own for each start, and the query is built in it.
    private DriverRun StartDriver(CaseWriter writer, JsonElement? how) => DriverRun.Start(
        session =>
        {
            _functions.Register(session);
            return writer.Describe(new QueryTree(session, _sources, _deviations).Build(_tree), how);
        },
        _session.Configuration.Snapshot(),
        Path.Combine(_folder, "checkpoint"),
        _clock?.GetUtcNow());

    private async Task AdvanceAsync(TimeSpan by, bool isRunning)
    {
        if (_clock is null || by == TimeSpan.Zero)
        {
            return;
        }

        // Where the driver runs the query, its clock is another one; ours only tells what time it is.
        if (_options.Runner == RunnerKind.Driver || !isRunning || _query is null)
        {
            _clock.Advance(by);
        }

        if (isRunning && _query is not null)
        {
            await _query.AdvanceAsync(by);
        }
    }

    private async Task SettleAsync(JsonElement expected)
    {
        if (_query is null || _failure is not null)
        {
            return;
        }

        bool isActive = _query.IsActive;
        await _query.SettleAsync();
        if (isActive && _clock is null)
        {
            await WaitForMoreAsync(expected);
        }

        if (_query.Failure is { } failure)
        {
            _failure = failure;
            _phase = "run";
        }
    }

    // Where the recorder waited, something outside had to be noticed first.
    private async Task WaitForMoreAsync(JsonElement expected)
    {
        if (_wait > TimeSpan.Zero || BatchesByTiming)
        {
            int rows = expected.GetProperty("batches").EnumerateArray().Sum(batch => batch.Has("rows", out var list) ? list.GetArrayLength() : 0);
            bool failing = expected.Has("error");
            await Wait.UntilAsync(() => !_query!.IsActive || (!failing && _sink.RowCount >= rows), _wait + TimeSpan.FromSeconds(5));
        }
    }

    private void Compare(JsonElement expected, string? explainMode, Differences differences)
    {
        var check = new StepCheck(_case, expected, differences, _folder) { IsStateElsewhere = _options.State != StateKind.Memory };
        var progress = _query?.Progress.Where(entry => _reported.Add(entry.BatchId)).ToList() ?? [];
        var taken = _sink.TakeBatches();
        if (expected.Has("error", out var error))
        {
            ErrorCheck.Compare(differences, error, _phase, _failure, _folder);
            if (_failure is null)
            {
                _isOver = true; // what ours runs and Spark refuses
                return;
            }
        }
        else if (_failure is not null)
        {
            differences.Equal("error", "none", $"{_phase}: {_failure.GetType().Name}: {_failure.Message}");
        }

        if (_phase == "start" && !expected.Has("error"))
        {
            _isOver = true; // nothing ran
            return;
        }

        if (BatchesByTiming)
        {
            check.AllRows(taken);
        }
        else
        {
            check.Batches(progress, taken, _query?.Ids);
            if (!(expected.Has("error") && ErrorCheck.IsEarly(error, _phase)))
            {
                check.Logs(_clock is not null);
            }
        }

        if (expected.Has("queryActive", out var active) && _query is not null)
        {
            differences.Equal("queryActive", active.ToString(), _query.IsActive.ToString());
        }

        if (expected.Has("clockMs", out var clock))
        {
            differences.Equal("clockMs", clock.GetInt64(), _clockMs);
        }

        if (expected.Has("console", out var console))
        {
            differences.Equal("console", console.GetString(), _console.ToString());
        }

        check.Calls(_sink.TakeCalls());
        if (expected.Has("explain") && _query is not null)
        {
            check.Explain(_query!.Explain(explainMode == "extended" ? ExplainMode.Extended : ExplainMode.Simple));
        }

        if (expected.Has("table"))
        {
            check.Table("table", _query!.Session.MemoryTables.Get<Row>(_case.Json.GetProperty("sink").Text("queryName")!).Rows.Select(ValueText.Row));
        }

        if (expected.Has("reads", out var reads))
        {
            differences.Equal("reads", reads.EnumerateArray().Select(KafkaSteps.ReadText), _kafka!.Reads);
        }

        FileSinkCheck.Compare(expected, differences, _session, _case, _frame!.Schema, _folder);
    }
}
