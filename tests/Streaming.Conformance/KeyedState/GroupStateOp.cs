using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>The recorded flatMapGroupsWithState and mapGroupsWithState: runs the commands of the rows.</summary>
internal static class GroupStateOp
{
    public static DataFrame Apply(DataFrame frame, JsonElement op, Func<string, DataFrame> sourceOf)
    {
        var timeout = op.Text("timeout") switch
        {
            "processing" => GroupStateTimeout.ProcessingTime,
            "event" => GroupStateTimeout.EventTime,
            _ => GroupStateTimeout.None,
        };
        string onTimeout = op.Text("onTimeout") ?? "remove";
        var keyed = frame.As<KeyedRow>().GroupBy(row => row.Key);
        if (op.Flag("map"))
        {
            // The recorder's has no initial state.
            return keyed.MapGroupsWithState<CountedText, KeyedOut>(timeout, (key, rows, state) => Run(key, rows, state, onTimeout).FirstOrDefault() ?? new KeyedOut(key, "nothing")).ToDataFrame();
        }

        var mode = op.Text("functionMode") switch
        {
            "append" => OutputMode.Append,
            "complete" => OutputMode.Complete,
            _ => OutputMode.Update,
        };
        var options = new GroupStateOptions<string?, CountedText>
        {
            InitialState = op.Text("initial") is { } source ? sourceOf(source).As<InitialRow>().Map(row => new KeyValue<string?, CountedText>(row.Key, new CountedText(row.V, row.N))) : null,
        };
        return keyed.FlatMapGroupsWithState<CountedText, KeyedOut>(mode, timeout, (key, rows, state) => Run(key, rows, state, onTimeout), options).ToDataFrame();
    }

    private static List<KeyedOut> Run(string? key, GroupRows<KeyedRow> rows, GroupState<CountedText> state, string onTimeout)
    {
        var output = new List<KeyedOut>();
        void Emit(string text) => output.Add(new KeyedOut(key, text));
        if (state.HasTimedOut)
        {
            Emit($"TIMEOUT {Text(state)}");
            Run(onTimeout, state, Emit);
        }

        foreach (var row in rows)
        {
            Run(row.Cmd, state, Emit);
        }

        return output;
    }

    private static void Run(string? commands, GroupState<CountedText> state, Action<string> emit)
    {
        foreach (var (name, argument) in Commands.Of(commands))
        {
            switch (name)
            {
                case "count":
                    var (text, count) = state.GetOr(new CountedText(null, 0));
                    state.Update(new CountedText(text, count + 1));
                    emit($"count={count + 1}");
                    break;
                case "set":
                    state.Update(new CountedText(argument, state.TryGet(out var before) ? before.N : 0));
                    break;
                case "get":
                    emit($"get={Text(state)}");
                    break;
                case "getraw":
                    emit($"getraw={state.Get().V}");
                    break;
                case "exists":
                    emit($"exists={Commands.Truth(state.Exists)}");
                    break;
                case "remove":
                    state.Remove();
                    break;
                case "emit":
                    emit(argument);
                    break;
                case "timeout":
                    state.SetTimeoutDuration(TimeSpan.FromMilliseconds(Commands.Milliseconds(argument)));
                    break;
                case "timeoutStr":
                    state.SetTimeoutDuration(argument);
                    break;
                case "timeoutAt":
                    state.SetTimeoutTimestamp(Commands.Milliseconds(argument));
                    break;
                case "timeoutAfterWm":
                    state.SetTimeoutTimestamp(state.GetCurrentWatermarkMs() + Commands.Milliseconds(argument));
                    break;
                case "wm":
                    emit($"wm={state.GetCurrentWatermarkMs()}");
                    break;
                case "pt":
                    emit($"pt={state.GetCurrentProcessingTimeMs()}");
                    break;
                case "timedout":
                    emit($"timedout={Commands.Truth(state.HasTimedOut)}");
                    break;
                case "fail":
                    throw new InvalidOperationException("user failure");
                default:
                    throw new MissingFeatureException($"command {name}");
            }
        }
    }

    private static string Text(GroupState<CountedText> state) => state.TryGet(out var value) ? $"{value.V ?? "null"},{value.N}" : "none";
}
