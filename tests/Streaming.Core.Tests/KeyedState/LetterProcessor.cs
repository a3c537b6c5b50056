using System.Globalization;

namespace Streaming.Core.Tests.KeyedState;

/// <summary>A processor that is moved by words: <c>name=value</c> or <c>name</c>.</summary>
internal sealed class LetterProcessor(TtlConfig? ttl = null, Action<StatefulProcessorHandle>? define = null, Action<string>? seen = null)
    : StatefulProcessorWithInitialState<string?, Click, string, long>
{
    private ValueState<long> _value = null!;
    private ListState<string> _list = null!;
    private MapState<string, int> _map = null!;

    public override void Init(OutputMode outputMode, TimeMode timeMode)
    {
        seen?.Invoke($"init {outputMode} {timeMode}");
        _value = Handle.GetValueState<long>("value", ttl);
        _list = Handle.GetListState<string>("list", ttl);
        _map = Handle.GetMapState<string, int>("map", ttl);
        define?.Invoke(Handle);
    }

    public override void HandleInitialState(string? key, long initialState, TimerValues timerValues) => _value.Update(initialState);

    public override IEnumerable<string> HandleInputRows(string? key, GroupRows<Click> rows, TimerValues timerValues)
    {
        foreach (string word in rows.SelectMany(row => row.What.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (Run(word, timerValues) is { } text)
            {
                yield return $"{key} {text}";
            }
        }
    }

    public override IEnumerable<string> HandleExpiredTimer(string? key, TimerValues timerValues, ExpiredTimerInfo expiredTimerInfo)
    {
        yield return $"{key} timer {expiredTimerInfo.ExpiryTimeMs} {_value.GetOr(-1)}";
        if (_value.GetOr(0) == 77)
        {
            Handle.RegisterTimer(timerValues.CurrentProcessingTimeMs + 1000);
        }
    }

    public override void Close() => seen?.Invoke("close");

    private string? Run(string word, TimerValues times)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? word : word[..equals];
        string argument = equals < 0 ? "" : word[(equals + 1)..];
        long Number() => long.Parse(argument, CultureInfo.InvariantCulture);
        switch (name)
        {
            case "set":
                _value.Update(Number());
                return null;
            case "get":
                return _value.TryGet(out long value) ? $"{value}" : "none";
            case "clear":
                _value.Clear();
                return null;
            case "add":
                _list.AppendValue(argument);
                return null;
            case "list":
                return $"[{string.Join(',', _list.Get())}] {_list.Exists}";
            case "put":
                _list.Put(argument.Split(','));
                return null;
            case "all":
                _list.AppendList(argument.Split(','));
                return null;
            case "empty":
                _list.Clear();
                return null;
            case "inc":
                _map.UpdateValue(argument, _map.TryGetValue(argument, out int count) ? count + 1 : 1);
                return null;
            case "map":
                return $"{{{string.Join(',', _map.Entries().Select(entry => $"{entry.Key}:{entry.Value}"))}}} {_map.Exists}";
            case "has":
                return $"{_map.ContainsKey(argument)}";
            case "del":
                _map.RemoveKey(argument);
                return null;
            case "wipe":
                _map.Clear();
                return null;
            case "timer":
                Handle.RegisterTimer(times.CurrentProcessingTimeMs + (Number() * 1000));
                return null;
            case "at":
                Handle.RegisterTimer(Number() * 1000);
                return null;
            case "no":
                Handle.DeleteTimer(Number() * 1000);
                return null;
            case "timers":
                return string.Join(',', Handle.ListTimers());
            case "query":
                return $"batch {Handle.GetQueryInfo().BatchId}";
            case "late":
                Handle.GetValueState<int>("too late");
                return null;
            default:
                throw new FormatException($"unknown word {word}");
        }
    }
}
