using System.Globalization;
using System.Text.Json;

namespace Streaming.Core.Tests;

/// <summary>Runs the steps of a recorded case against a typed query and compares what happened with what Spark did.</summary>
/// <remarks>The steps are the recording's own (cases/README.md); only the query comes from the test.</remarks>
internal sealed class Replay : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly JsonElement _case;
    private readonly StreamingSession _session;
    private readonly ReplayClock? _clock;
    private readonly ReplaySink _sink = new();
    private readonly StringWriter _console = new();
    private readonly string _checkpoint = Directory.CreateTempSubdirectory("streaming-replay").FullName;
    private readonly HashSet<long> _reported = [];
    private Func<JsonElement?, StreamingQuery> _start = null!;
    private StreamingQuery? _query;
    private Exception? _failure;
    private bool _endsByItself;

    public Replay(JsonElement recorded, int workers = 1)
    {
        _case = recorded;
        Sources = new ReplaySources(recorded.TryGetProperty("sources", out var sources) ? sources : default);
        _clock = recorded.TryGetProperty("manualClockStartMs", out var start) ? new ReplayClock(start.GetInt64()) : null;
        _session = StreamingSession.Create(new StreamingSessionOptions
        {
            Time = _clock ?? TimeProvider.System,
            Configuration = new Dictionary<string, string>
            {
                // As in the recordings.
                ["spark.sql.streaming.stateStore.providerClass"] = "org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider",
                ["spark.sql.shuffle.partitions"] = "2",
                ["spark.sql.streaming.stateStore.providerClass"] = "memory", // what Spark's default stands for, and what it recorded
                ["spark.sql.streaming.pollingDelay"] = "5",
                ["streaming.workers"] = workers.ToString(CultureInfo.InvariantCulture),
            },
        });
        SetConf(recorded);
    }

    public ReplaySources Sources { get; }

    /// <summary>How closely the text of an error must be Spark's.</summary>
    public ReplayError ErrorText { get; init; } = ReplayError.Exact;

    /// <summary>Steps whose batches are not compared, with the deviation listed in docs/conformance.md.</summary>
    public int[] BatchesDiffer { get; init; } = [];

    /// <summary>How many steps are compared; what follows needs something that typed queries do not have.</summary>
    public int Steps { get; init; } = int.MaxValue;

    /// <summary>Rows per batch inside the engine.</summary>
    public int BatchCapacity { init => _session.Configuration.Set("streaming.batch.capacity", value.ToString(CultureInfo.InvariantCulture)); }

    /// <summary>Does the Kafka part of a step.</summary>
    public Func<JsonElement, Task>? Kafka { get; init; }

    /// <summary>Splits the recorded rows into other batches where the recording's own split is a matter of timing: compares all rows of the step.</summary>
    public bool BatchesByTiming { get; init; }

    /// <summary>Runs the case; a <c>start</c> with another query takes the next of <paramref name="queries"/>.</summary>
    public async Task RunAsync<T>(params Func<StreamingSession, DataStream<T>>[] queries)
    {
        int current = 0;
        _start = how =>
        {
            current += how is { ValueKind: JsonValueKind.Object } changes && changes.TryGetProperty("query", out _) ? 1 : 0;
            return Start(queries[current](_session), how);
        };
        if (_case.TryGetProperty("buildError", out var refused))
        {
            await StartAsync(null);
            ReplayCheck.Error(refused, _failure, _checkpoint, ErrorText);
            return;
        }

        int number = 0;
        foreach (var step in _case.GetProperty("steps").EnumerateArray().Take(Steps))
        {
            var actions = step.GetProperty("do");
            var expected = step.GetProperty("expect");
            if (expected.TryGetProperty("queryAlreadyEnded", out _))
            {
                Assert.True(_query is not { IsActive: true });
                continue;
            }

            _failure = null;
            _console.GetStringBuilder().Clear();
            if (number == 0 && !actions.TryGetProperty("start", out _))
            {
                await StartAsync(null);
            }

            foreach (var action in actions.EnumerateObject())
            {
                await DoAsync(action.Name, action.Value);
            }

            await SettleAsync();
            if (BatchesByTiming)
            {
                int rows = expected.GetProperty("batches").EnumerateArray().Sum(batch => batch.GetProperty("rows").GetArrayLength());
                await UntilAsync(() => _sink.RowCount >= rows);
            }

            Compare(number, actions, expected);
            number++;
        }

        if (_case.TryGetProperty("statusAtEnd", out var status))
        {
            // A query that waits looks at its sources now and then.
            await UntilAsync(() => _query!.Status.Json == RecordedCases.Compact(status));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        Directory.Delete(_checkpoint, recursive: true);
    }

    private StreamingQuery Start<T>(DataStream<T> stream, JsonElement? how)
    {
        var writer = stream.WriteStream().OutputMode(Enum.Parse<OutputMode>(_case.GetProperty("mode").GetString()!, ignoreCase: true));
        string? trigger = how is { ValueKind: JsonValueKind.Object } changes && changes.TryGetProperty("trigger", out var other) ? other.GetString()
            : _case.TryGetProperty("trigger", out var own) ? own.GetString() : null;
        if (trigger is not null)
        {
            writer.Trigger(TriggerOf(trigger));
        }

        _endsByItself = trigger is "once" or "available_now";

        var sink = _case.TryGetProperty("sink", out var recorded) ? recorded : default;
        if (sink.ValueKind != JsonValueKind.Object || !sink.TryGetProperty("noCheckpoint", out _))
        {
            writer.Option("checkpointLocation", _checkpoint);
        }

        SetSink(writer, sink);
        return writer.Start();
    }

    private void SetSink<T>(DataStreamWriter<T> writer, JsonElement sink)
    {
        if (sink.ValueKind != JsonValueKind.Object)
        {
            writer.To(_sink);
            return;
        }

        string kind = sink.GetProperty("kind").GetString()!;
        switch (kind)
        {
            case "foreachBatch":
                writer.ForeachBatch(_sink.Take);
                break;
            case "foreach":
                string? behaviour = sink.TryGetProperty("behaviour", out var value) ? value.GetString() : null;
                writer.Foreach(() => _sink.Writer<T>(behaviour));
                break;
            case "console":
                writer.Console().Settings(new ConsoleSinkOptions { Output = _console });
                break;
            case "memoryTable":
                writer.Format("memory");
                break;
            default:
                writer.Format(kind);
                break;
        }

        if (sink.TryGetProperty("queryName", out var name))
        {
            writer.QueryName(name.GetString()!);
        }

        if (sink.TryGetProperty("options", out var options))
        {
            writer.Options(options.EnumerateObject().Select(option => KeyValuePair.Create(option.Name, option.Value.GetString()!)));
        }
    }

    private static Trigger TriggerOf(string text) => text switch
    {
        "once" => Trigger.Once(),
        "available_now" => Trigger.AvailableNow(),
        _ => Trigger.ProcessingTime(text.Replace("processing ", "", StringComparison.Ordinal)),
    };

    private async Task DoAsync(string action, JsonElement value)
    {
        switch (action)
        {
            case "add":
                Sources.AddData(value);
                break;
            case "add_empty_block":
                Sources.AddEmptyBlock(value.GetString()!);
                break;
            case "stop":
                await _query!.StopAsync();
                break;
            case "start":
                SetConf(value);
                await StartAsync(value);
                break;
            case "conf":
                SetConf(value);
                break;
            case "delete_commits":
            case "delete_offsets":
                foreach (var id in value.EnumerateArray())
                {
                    File.Delete(Path.Combine(_checkpoint, action["delete_".Length..], id.ToString()));
                }

                break;
            case "write_offset":
                await File.WriteAllTextAsync(Path.Combine(_checkpoint, "offsets", value.GetProperty("id").ToString()), value.GetProperty("text").GetString());
                break;
            case "clock":
                await AdvanceAsync(TimeSpan.FromSeconds(value.GetDouble()));
                break;
            case "wait_ms":
                // Spark's clock of a few waits is the wall clock; ours is the session's.
                await AdvanceAsync(TimeSpan.FromMilliseconds(_clock is null ? 0 : value.GetDouble()));
                break;
            case "kafka":
                await Kafka!(value);
                break;
            case "explain":
                break;
            default:
                throw new InvalidOperationException($"The step '{action}' is not known here.");
        }
    }

    private void SetConf(JsonElement holder)
    {
        if (holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("conf", out var conf))
        {
            foreach (var setting in conf.EnumerateObject())
            {
                _session.Configuration.Set(setting.Name, setting.Value.GetString()!);
            }
        }
    }

    private async Task StartAsync(JsonElement? how)
    {
        int timers = _clock?.Timers ?? 0;
        try
        {
            _query = _start(how);
            _reported.Clear();
        }
        catch (Exception error)
        {
            _failure = error;
            return;
        }

        await WaitForTriggerAsync(timers);
    }

    private async Task AdvanceAsync(TimeSpan by)
    {
        if (_clock is null || by == TimeSpan.Zero)
        {
            return;
        }

        int timers = _clock.Timers;
        _clock.Advance(by);
        await WaitForTriggerAsync(timers);
    }

    private async Task WaitForTriggerAsync(int timers)
    {
        if (_clock is not null)
        {
            await UntilAsync(() => !_query!.IsActive || _clock.Timers > timers);
        }
    }

    private async Task SettleAsync()
    {
        if (_query is null || _failure is not null)
        {
            return;
        }

        try
        {
            if (_endsByItself)
            {
                await _query.AwaitTerminationAsync(cancellationToken: TestContext.Current.CancellationToken).WaitAsync(Patience);
            }
            else if (_clock is null && _query.IsActive)
            {
                await _query.ProcessAllAvailableAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
            }
        }
        catch (StreamingQueryException)
        {
            // Compared below.
        }

        _failure = _query.Exception;
    }

    private void Compare(int number, JsonElement actions, JsonElement expected)
    {
        var check = new ReplayCheck(_case, expected, _checkpoint);
        var progress = _query?.RecentProgress.Where(entry => _reported.Add(entry.BatchId)).ToList() ?? [];
        var taken = _sink.TakeBatches();
        if (expected.TryGetProperty("error", out var error))
        {
            ReplayCheck.Error(error, _failure, _checkpoint, ErrorText);
        }
        else
        {
            Assert.True(_failure is null, $"Step {number}: {_failure}");
        }

        if (BatchesByTiming)
        {
            check.AllRows(taken);
        }
        else if (!BatchesDiffer.Contains(number) && !(_failure is not null && ErrorText == ReplayError.Start))
        {
            check.Batches(progress, taken, _query);
        }

        if (!BatchesByTiming && !(_failure is not null && ErrorText == ReplayError.Start))
        {
            check.Logs(hasManualClock: _clock is not null);
        }

        if (_query is not null && expected.TryGetProperty("queryActive", out var active))
        {
            Assert.Equal(active.GetBoolean(), _query!.IsActive);
        }

        if (expected.TryGetProperty("console", out var console))
        {
            Assert.Equal(console.GetString(), _console.ToString());
        }

        if (expected.TryGetProperty("calls", out var calls))
        {
            ReplayCheck.Calls(calls, _sink.TakeCalls());
        }

        if (expected.TryGetProperty("explain", out var explain))
        {
            ReplayCheck.Explain(explain.GetString()!, _query!.Explain(actions.GetProperty("explain").GetString() == "extended" ? ExplainMode.Extended : ExplainMode.Simple));
        }

        if (expected.TryGetProperty("table", out var table))
        {
            Table(table);
        }
    }

    // The one type of memory table that these cases have is known by its query only.
    private void Table(JsonElement expected)
    {
        string name = _case.GetProperty("sink").GetProperty("queryName").GetString()!;
        var rows = _case.GetProperty("outputSchema").GetString()!.Contains(',', StringComparison.Ordinal)
            ? _session.MemoryTables.Get<KeyCount<int?>>(name).Rows.Select(row => ReplayValues.Row(row))
            : _session.MemoryTables.Get<IntRow>(name).Rows.Select(row => ReplayValues.Row(row));
        Assert.Equal(ReplayValues.Rows(expected.EnumerateArray().Select(ReplayValues.Row), ordered: false), ReplayValues.Rows(rows, ordered: false));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The query does not come to rest.");
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }
}
