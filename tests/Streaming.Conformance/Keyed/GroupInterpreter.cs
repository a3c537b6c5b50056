using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Runs the commands of <c>keyed</c>: flatMapGroupsWithState or mapGroupsWithState.</summary>
internal sealed class GroupInterpreter(JsonElement settings)
{
    private readonly string _onTimeout = settings.Text("onTimeout") ?? "remove";

    public DataFrame Apply(DataFrame frame, Func<string, DataFrame> table)
    {
        var timeout = settings.Text("timeout") switch
        {
            null or "none" => GroupStateTimeout.None,
            "processing" => GroupStateTimeout.ProcessingTime,
            "event" => GroupStateTimeout.EventTime,
            var other => throw new MissingFeatureException($"timeout {other}"),
        };
        var groups = frame.As<KeyedRow>().GroupBy(row => row.Key!);
        var options = settings.Text("initial") is not { } initial ? null : new GroupStateOptions<string, KeyedValue>
        {
            InitialState = table(initial).As<(string Key, string? V, long N)>().Map(row => new KeyValue<string, KeyedValue>(row.Key, new KeyedValue(row.V, row.N))),
        };
        var output = settings.Flag("map")
            ? groups.MapGroupsWithState<KeyedValue, KeyedOutput>(timeout, (key, rows, state) => new KeyedOutput(key, string.Join(";", Run(rows, state))), options)
            : groups.FlatMapGroupsWithState<KeyedValue, KeyedOutput>(
                Enum.Parse<OutputMode>(settings.Text("functionMode") ?? "update", ignoreCase: true), timeout, (key, rows, state) => Run(rows, state).Select(text => new KeyedOutput(key, text)), options);
        return output.ToDataFrame().ToDF("key", "out");
    }

    private List<string> Run(GroupRows<KeyedRow> rows, GroupState<KeyedValue> state)
    {
        var output = new List<string>();
        if (state.HasTimedOut)
        {
            output.Add($"TIMEOUT {Shown(state)}");
            Run(_onTimeout, state, output);
            return output;
        }

        foreach (var row in rows)
        {
            Run(row.Cmd, state, output);
        }

        return output;
    }

    private static void Run(string? commands, GroupState<KeyedValue> state, List<string> output)
    {
        foreach (var command in Command.Parse(commands))
        {
            switch (command.Name)
            {
                case "count":
                    var counted = state.TryGet(out var old) ? old with { N = old.N + 1 } : new KeyedValue(null, 1);
                    state.Update(counted);
                    output.Add($"count={Command.Text(counted.N)}");
                    break;
                case "set":
                    state.Update(new KeyedValue(command.Argument, state.TryGet(out var known) ? known.N : 0));
                    break;
                case "get":
                    output.Add($"get={Shown(state)}");
                    break;
                case "getraw":
                    output.Add($"getraw={Shown(state.Get())}");
                    break;
                case "exists":
                    output.Add($"exists={Command.Text(state.Exists)}");
                    break;
                case "remove":
                    state.Remove();
                    break;
                case "emit":
                    output.Add(command.Argument);
                    break;
                case "timeout":
                    state.SetTimeoutDuration(TimeSpan.FromMilliseconds(command.Milliseconds));
                    break;
                case "timeoutStr":
                    state.SetTimeoutDuration(command.Argument);
                    break;
                case "timeoutAt":
                    state.SetTimeoutTimestamp(command.Milliseconds);
                    break;
                case "timeoutAfterWm":
                    state.SetTimeoutTimestamp(state.GetCurrentWatermarkMs() + command.Milliseconds);
                    break;
                case "wm":
                    output.Add($"wm={Command.Text(state.GetCurrentWatermarkMs())}");
                    break;
                case "pt":
                    output.Add($"pt={Command.Text(state.GetCurrentProcessingTimeMs())}");
                    break;
                case "timedout":
                    output.Add($"timedout={Command.Text(state.HasTimedOut)}");
                    break;
                case "fail":
                    throw new InvalidOperationException("injected failure");
                default:
                    throw new InvalidOperationException($"The command '{command.Name}' is not known here.");
            }
        }
    }

    private static string Shown(GroupState<KeyedValue> state) => state.TryGet(out var value) ? Shown(value) : "none";

    private static string Shown(KeyedValue value) => $"{value.V ?? "null"},{Command.Text(value.N)}";
}
