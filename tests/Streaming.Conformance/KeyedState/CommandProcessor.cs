using System.Globalization;

namespace Streaming.Conformance;

/// <summary>The recorder's processor: one value, one list, one map, and timers, moved by the commands of the rows.</summary>
internal sealed class CommandProcessor(TtlConfig ttl, string onTimer) : StatefulProcessorWithInitialState<string?, KeyedRow, KeyedOut, string>
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

    public override void HandleInitialState(string? key, string initialState, TimerValues timerValues) => _value.Update(initialState);

    public override IEnumerable<KeyedOut> HandleInputRows(string? key, GroupRows<KeyedRow> rows, TimerValues timerValues)
    {
        var output = new List<KeyedOut>();
        foreach (var row in rows)
        {
            Run(row.Cmd, timerValues, text => output.Add(new KeyedOut(key, text)));
        }

        return output;
    }

    public override IEnumerable<KeyedOut> HandleExpiredTimer(string? key, TimerValues timerValues, ExpiredTimerInfo expiredTimerInfo)
    {
        var output = new List<KeyedOut> { new(key, $"TIMER {expiredTimerInfo.ExpiryTimeMs} get={_value.GetOr("none")}") };
        Run(onTimer, timerValues, text => output.Add(new KeyedOut(key, text)));
        return output;
    }

    private void Run(string? commands, TimerValues times, Action<string> emit)
    {
        foreach (var (name, argument) in Commands.Of(commands))
        {
            if (!RunValue(name, argument, emit) && !RunList(name, argument, emit) && !RunMap(name, argument, emit) && !RunTimer(name, argument, times, emit))
            {
                throw name == "fail" ? new InvalidOperationException("user failure") : new MissingFeatureException($"command {name}");
            }
        }
    }

    private bool RunValue(string name, string argument, Action<string> emit)
    {
        switch (name)
        {
            case "put":
                _value.Update(argument);
                return true;
            case "putnull":
                _value.Update(null);
                return true;
            case "get":
                emit($"get={_value.GetOr("none")}");
                return true;
            case "getraw":
                emit($"getraw={_value.GetOr("null")}");
                return true;
            case "exists":
                emit($"exists={Commands.Truth(_value.Exists)}");
                return true;
            case "clear":
                _value.Clear();
                return true;
            case "count":
                long count = (_value.TryGet(out string? before) ? long.Parse(before, CultureInfo.InvariantCulture) : 0) + 1;
                _value.Update(count.ToString(CultureInfo.InvariantCulture));
                emit($"count={count}");
                return true;
            default:
                return false;
        }
    }

    private bool RunList(string name, string argument, Action<string> emit)
    {
        switch (name)
        {
            case "append":
                _list.AppendValue(argument);
                return true;
            case "putlist":
                _list.Put(argument.Split(','));
                return true;
            case "appendlist":
                _list.AppendList(argument.Split(','));
                return true;
            case "list":
                emit($"list={string.Join(',', _list.Get())}");
                return true;
            case "lexists":
                emit($"lexists={Commands.Truth(_list.Exists)}");
                return true;
            case "clearlist":
                _list.Clear();
                return true;
            default:
                return false;
        }
    }

    private bool RunMap(string name, string argument, Action<string> emit)
    {
        switch (name)
        {
            case "mput":
                int equals = argument.IndexOf('=', StringComparison.Ordinal);
                _map.UpdateValue(argument[..equals], argument[(equals + 1)..]);
                return true;
            case "mget":
                emit($"mget={(_map.TryGetValue(argument, out string? value) ? value : "null")}");
                return true;
            case "mhas":
                emit($"mhas={Commands.Truth(_map.ContainsKey(argument))}");
                return true;
            case "mdel":
                _map.RemoveKey(argument);
                return true;
            case "map":
                emit($"map={string.Join(',', _map.Entries().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"))}");
                return true;
            case "mexists":
                emit($"mexists={Commands.Truth(_map.Exists)}");
                return true;
            case "mclear":
                _map.Clear();
                return true;
            default:
                return false;
        }
    }

    private bool RunTimer(string name, string argument, TimerValues times, Action<string> emit)
    {
        switch (name)
        {
            case "timer":
                Handle.RegisterTimer(times.CurrentProcessingTimeMs + Commands.Milliseconds(argument));
                return true;
            case "timerAt":
                Handle.RegisterTimer(Commands.Milliseconds(argument));
                return true;
            case "delTimer":
                Handle.DeleteTimer(Commands.Milliseconds(argument));
                return true;
            case "timers":
                emit($"timers={string.Join(',', Handle.ListTimers())}");
                return true;
            case "wm":
                emit($"wm={times.CurrentWatermarkMs}");
                return true;
            case "pt":
                emit($"pt={times.CurrentProcessingTimeMs}");
                return true;
            case "emit":
                emit(argument);
                return true;
            default:
                return false;
        }
    }
}
