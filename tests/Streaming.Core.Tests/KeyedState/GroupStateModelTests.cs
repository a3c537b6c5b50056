namespace Streaming.Core.Tests.KeyedState;

/// <summary>Random rows, pauses and restarts: states and timeouts are those of a dictionary.</summary>
public sealed class GroupStateModelTests
{
    private const int Steps = 60;

    [Theory]
    [InlineData(1, false, 1)]
    [InlineData(1, true, 2)]
    [InlineData(3, false, 3)]
    [InlineData(3, true, 4)]
    [InlineData(3, false, 5)]
    public void StatesAndTimeoutsAreThoseOfADictionary(int workers, bool rocksDb, int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<string, (long? Value, long Timeout)>();
        using var run = new StepRun<Click, string>(new StepVariant(workers, 7, false, rocksDb), OutputMode.Update, Query, ("spark.sql.streaming.minBatchesToRetain", "3"));
        run.Batch([new Click("a", What: "none")]);
        for (int step = 0; step < Steps; step++)
        {
            var rows = Enumerable.Range(0, random.Next(0, 6)).Select(_ => new Click($"{(char)('a' + random.Next(8))}", What: What(random))).DistinctBy(row => row.User).ToList();
            double pause = random.Next(0, 5) * 0.5;
            if (rows.Count > 0 && random.Next(4) == 0)
            {
                run.Restart();
            }

            long now = run.Clock.GetUtcNow().ToUnixTimeMilliseconds() + (long)(pause * 1000);
            string[] expected = [.. Expect(model, rows, now).Order(StringComparer.Ordinal)];
            var actual = run.BatchAfter(pause, rows)!.Order(StringComparer.Ordinal);
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}, step {step}: expected {string.Join(' ', expected)}, actual {string.Join(' ', actual)}");
            Assert.Equal(model.Count, run.State.NumRowsTotal);
        }
    }

    // What a row says: a letter for the state and a timeout in half seconds.
    private static string What(Random random) => (random.Next(4) switch { 0 => "remove", 1 => "none", _ => "count" }) + (random.Next(3) == 0 ? "" : $" {random.Next(1, 8)}");

    private static DataStream<string> Query(DataStream<Click> clicks) => clicks.GroupBy(click => click.User!).FlatMapGroupsWithState<long, string>(OutputMode.Update, GroupStateTimeout.ProcessingTime, (user, rows, state) =>
    {
        string before = state.TryGet(out long value) ? $"{value}" : "none";
        string[] words = (state.HasTimedOut ? OnTimeout(value) : rows.Single().What).Split(' ');
        if (words[0] == "count")
        {
            state.Update(value + 1);
        }
        else if (words[0] == "remove")
        {
            state.Remove();
        }

        if (words.Length > 1)
        {
            state.SetTimeoutDuration(TimeSpan.FromSeconds(0.5 * int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture)));
        }

        return [$"{user}{(state.HasTimedOut ? "!" : ":")}{before}"];
    });

    private static string OnTimeout(long value) => (value % 3) switch { 0 => "remove", 1 => "count 2", _ => "none" };

    private static List<string> Expect(Dictionary<string, (long? Value, long Timeout)> model, List<Click> rows, long now)
    {
        var output = new List<string>();
        foreach (var row in rows)
        {
            Call(row.User!, row.What, ":");
        }

        foreach (var (key, entry) in model.Where(entry => entry.Value.Timeout != 0 && entry.Value.Timeout < now).ToList())
        {
            Call(key, OnTimeout(entry.Value ?? 0), "!");
        }

        return output;

        void Call(string key, string what, string mark)
        {
            bool isThere = model.TryGetValue(key, out var entry);
            output.Add($"{key}{mark}{(entry.Value is { } value ? $"{value}" : "none")}");
            string[] words = what.Split(' ');
            long timeout = words.Length > 1 ? now + (500 * int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture)) : 0;
            long? after = words[0] switch { "count" => (entry.Value ?? 0) + 1, "remove" => null, _ => entry.Value };
            if (words[0] == "remove" && timeout == 0)
            {
                model.Remove(key);
            }
            else if (isThere || words[0] != "none" || timeout != 0)
            {
                model[key] = (after, timeout);
            }
        }
    }
}
