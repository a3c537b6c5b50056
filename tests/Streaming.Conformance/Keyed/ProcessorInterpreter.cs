using System.Globalization;
using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Runs the commands of <c>tws</c>: transformWithState.</summary>
internal static class ProcessorInterpreter
{
    public static DataFrame Apply(DataFrame frame, JsonElement settings, Func<string, DataFrame> table)
    {
        var timeMode = settings.Text("timeMode") switch
        {
            null or "none" => TimeMode.None,
            "processing" => TimeMode.ProcessingTime,
            "event" => TimeMode.EventTime,
            var other => throw new MissingFeatureException($"timeMode {other}"),
        };
        var mode = Enum.Parse<OutputMode>(settings.Text("functionMode") ?? "update", ignoreCase: true);
        var groups = frame.As<KeyedRow>().GroupBy(row => row.Key!);
        var output = settings.Text("initial") is { } initial
            ? groups.TransformWithState(() => NewProcessor(settings), timeMode, mode, table(initial).As<(string Key, string Value)>().Map(row => new KeyValue<string, string>(row.Key, row.Value)))
            : groups.TransformWithState<KeyedOutput>(() => NewProcessor(settings), timeMode, mode);
        return output.ToDataFrame().ToDF("key", "out");
    }

    private static StatefulProcessorWithInitialState<string, KeyedRow, KeyedOutput, string> NewProcessor(JsonElement settings) => new Processor(
        settings.Text("ttl") is { } ttl ? new TtlConfig(TimeSpan.FromMilliseconds(new Command("ttl", ttl).Milliseconds)) : null, settings.Text("onTimer"));

    private sealed class Processor(TtlConfig? ttl, string? onTimer) : StatefulProcessorWithInitialState<string, KeyedRow, KeyedOutput, string>
    {
        private ValueState<string> _value = null!;
        private ListState<string> _list = null!;
        private MapState<string, string> _map = null!;

        public override void Init(OutputMode outputMode, TimeMode timeMode)
        {
            _value = Handle.GetValueState<string>("v", ttl);
            _list = Handle.GetListState<string>("l", ttl);
            _map = Handle.GetMapState<string, string>("m", ttl);
        }

        public override void HandleInitialState(string key, string initialState, TimerValues timerValues) => _value.Update(initialState);

        public override IEnumerable<KeyedOutput> HandleInputRows(string key, GroupRows<KeyedRow> rows, TimerValues timerValues)
        {
            var output = new List<KeyedOutput>();
            foreach (var row in rows)
            {
                Run(key, row.Cmd, timerValues, output);
            }

            return output;
        }

        public override IEnumerable<KeyedOutput> HandleExpiredTimer(string key, TimerValues timerValues, ExpiredTimerInfo expiredTimerInfo)
        {
            var output = new List<KeyedOutput> { new(key, $"TIMER {Command.Text(expiredTimerInfo.ExpiryTimeMs)} get={Shown()}") };
            Run(key, onTimer, timerValues, output);
            return output;
        }

        private void Run(string key, string? commands, TimerValues times, List<KeyedOutput> output)
        {
            foreach (var command in Command.Parse(commands))
            {
                if (Run(command, times) is { } text)
                {
                    output.Add(new KeyedOutput(key, text));
                }
            }
        }

        // What is emitted, null for nothing.
        private string? Run(Command command, TimerValues times)
        {
            string argument = command.Argument;
            switch (command.Name)
            {
                case "put":
                    _value.Update(argument);
                    return null;
                case "putnull":
                    _value.Update(null);
                    return null;
                case "get":
                    return $"get={Shown()}";
                case "getraw":
                    return $"getraw={_value.Get()}";
                case "exists":
                    return $"exists={Command.Text(_value.Exists)}";
                case "clear":
                    _value.Clear();
                    return null;
                case "count":
                    string counted = Command.Text((_value.TryGet(out string? old) ? long.Parse(old, CultureInfo.InvariantCulture) : 0) + 1);
                    _value.Update(counted);
                    return $"count={counted}";
                case "emit":
                    return argument;
                case "fail":
                    throw new InvalidOperationException("injected failure");
                case "wm":
                    return $"wm={Command.Text(times.CurrentWatermarkMs)}";
                case "pt":
                    return $"pt={Command.Text(times.CurrentProcessingTimeMs)}";
                case "timer":
                    Handle.RegisterTimer(times.CurrentProcessingTimeMs + command.Milliseconds);
                    return null;
                case "timerAt":
                    Handle.RegisterTimer(command.Milliseconds);
                    return null;
                case "delTimer":
                    Handle.DeleteTimer(command.Milliseconds);
                    return null;
                case "timers":
                    return $"timers={string.Join(",", Handle.ListTimers().Select(Command.Text))}";
                default:
                    return RunOnCollections(command.Name, argument);
            }
        }

        private string? RunOnCollections(string name, string argument)
        {
            switch (name)
            {
                case "append":
                    _list.AppendValue(argument);
                    return null;
                case "putlist":
                    _list.Put(argument.Split(','));
                    return null;
                case "appendlist":
                    _list.AppendList(argument.Split(','));
                    return null;
                case "list":
                    return $"list={string.Join(",", _list.Get())}";
                case "lexists":
                    return $"lexists={Command.Text(_list.Exists)}";
                case "clearlist":
                    _list.Clear();
                    return null;
                case "mput":
                    int equals = argument.IndexOf('=', StringComparison.Ordinal);
                    _map.UpdateValue(argument[..equals], argument[(equals + 1)..]);
                    return null;
                case "mget":
                    return $"mget={(_map.TryGetValue(argument, out string? found) ? found : "null")}";
                case "mhas":
                    return $"mhas={Command.Text(_map.ContainsKey(argument))}";
                case "mdel":
                    _map.RemoveKey(argument);
                    return null;
                case "map":
                    return $"map={string.Join(",", _map.Entries().Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal))}";
                case "mexists":
                    return $"mexists={Command.Text(_map.Exists)}";
                case "mclear":
                    _map.Clear();
                    return null;
                default:
                    throw new InvalidOperationException($"The command '{name}' is not known here.");
            }
        }

        private string Shown() => _value.TryGet(out string? value) ? value : "none";
    }
}
