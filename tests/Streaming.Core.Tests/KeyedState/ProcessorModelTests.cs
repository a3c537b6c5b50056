namespace Streaming.Core.Tests.KeyedState;

/// <summary>Random commands, pauses and restarts: variables, timers and times to live are those of collections in memory.</summary>
public sealed class ProcessorModelTests
{
    private const int Steps = 60;
    private const long TtlMs = 3000;

    [Theory]
    [InlineData(1, false, 1)]
    [InlineData(1, true, 2)]
    [InlineData(3, false, 3)]
    [InlineData(3, true, 4)]
    [InlineData(3, false, 5)]
    public void VariablesAndTimersAreThoseOfCollections(int workers, bool rocksDb, int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<string, Model>();
        using var run = new StepRun<Click, string>(
            new StepVariant(workers, 7, false, rocksDb), OutputMode.Update,
            clicks => clicks.GroupBy(click => click.User).TransformWithState(() => new LetterProcessor(new TtlConfig(TimeSpan.FromMilliseconds(TtlMs))), TimeMode.ProcessingTime, OutputMode.Update));
        run.Batch([new Click("a", What: "get")]);
        for (int step = 0; step < Steps; step++)
        {
            var rows = Enumerable.Range(0, random.Next(0, 6)).Select(_ => new Click($"{(char)('a' + random.Next(5))}", What: Words(random))).DistinctBy(row => row.User).ToList();
            double pause = random.Next(0, 4) * 0.5;
            if (rows.Count > 0 && random.Next(4) == 0)
            {
                run.Restart();
            }

            long now = run.Clock.GetUtcNow().ToUnixTimeMilliseconds() + (long)(pause * 1000);
            string[] expected = [.. Expect(model, rows, now).Order(StringComparer.Ordinal)];
            string[] actual = [.. run.BatchAfter(pause, rows)!.Order(StringComparer.Ordinal)];
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}, step {step}: expected {string.Join(' ', expected)}, actual {string.Join(' ', actual)}");
            Assert.Equal(model.Values.Sum(item => item.Rows), run.State.NumRowsTotal);
        }
    }

    private static string Words(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(14) switch
    {
        0 => $"set={random.Next(50)}",
        1 => "get",
        2 => "clear",
        3 => $"add={(char)('p' + random.Next(5))}",
        4 => "list",
        5 => $"put={random.Next(9)},{random.Next(9)}",
        6 => "empty",
        7 => $"inc={(char)('k' + random.Next(3))}",
        8 => "map",
        9 => $"del={(char)('k' + random.Next(3))}",
        10 => "wipe",
        11 => $"timer={random.Next(0, 4)}",
        12 => "timers",
        _ => $"has={(char)('k' + random.Next(3))}",
    }));

    private static List<string> Expect(Dictionary<string, Model> model, List<Click> rows, long now)
    {
        var output = new List<string>();
        foreach (var row in rows)
        {
            if (!model.TryGetValue(row.User!, out var item))
            {
                model[row.User!] = item = new Model();
            }

            output.AddRange(row.What.Split(' ').Select(word => item.Run(word, now)).OfType<string>().Select(text => $"{row.User} {text}"));
        }

        foreach (var (key, item) in model)
        {
            foreach (long time in item.Timers.Where(time => time <= now).ToList())
            {
                output.Add($"{key} timer {time} {(item.Value is { } value && value.End > now ? value.Value : -1)}");
                item.Timers.Remove(time);
            }

            item.Expire(now);
        }

        return output;
    }

    private sealed class Model
    {
        private List<(string Value, long End)> _list = [];
        private readonly SortedDictionary<string, (int Value, long End)> _map = new(StringComparer.Ordinal);

        public (long Value, long End)? Value { get; private set; }

        public SortedSet<long> Timers { get; } = [];

        public int Rows => (Value is null ? 0 : 1) + (_list.Count > 0 ? 1 : 0) + _map.Count;

        public void Expire(long now)
        {
            Value = Value is { } value && value.End <= now ? null : Value;
            _list.RemoveAll(element => element.End <= now);
            foreach (string key in _map.Where(entry => entry.Value.End <= now).Select(entry => entry.Key).ToList())
            {
                _map.Remove(key);
            }
        }

        public string? Run(string word, long now)
        {
            long end = now + TtlMs;
            string[] parts = word.Split('=');
            switch (parts[0])
            {
                case "set":
                    Value = (long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), end);
                    return null;
                case "get":
                    return Value is { } value && value.End > now ? $"{value.Value}" : "none";
                case "clear":
                    Value = null;
                    return null;
                case "add":
                    _list.Add((parts[1], end));
                    return null;
                case "list":
                    var live = _list.Where(element => element.End > now).Select(element => element.Value).ToList();
                    return $"[{string.Join(',', live)}] {live.Count > 0}";
                case "put":
                    _list = [.. parts[1].Split(',').Select(element => (element, end))];
                    return null;
                case "empty":
                    _list = [];
                    return null;
                case "inc":
                    _map[parts[1]] = ((_map.TryGetValue(parts[1], out var count) && count.End > now ? count.Value : 0) + 1, end);
                    return null;
                case "map":
                    var entries = _map.Where(entry => entry.Value.End > now).Select(entry => $"{entry.Key}:{entry.Value.Value}").ToList();
                    return $"{{{string.Join(',', entries)}}} {entries.Count > 0}";
                case "has":
                    return $"{_map.TryGetValue(parts[1], out var found) && found.End > now}";
                case "del":
                    _map.Remove(parts[1]);
                    return null;
                case "wipe":
                    _map.Clear();
                    return null;
                case "timer":
                    Timers.Add(now + (1000 * long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)));
                    return null;
                default:
                    return string.Join(',', Timers);
            }
        }
    }
}
