using System.Text.RegularExpressions;

namespace Streaming.Core.Tests;

public sealed class AggregateReplayTests
{
    private const string Group = "aggregate";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task NullsAndNullKeys(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "AGG-01"), workers);
        var rows = replay.Sources.Add("in", KeyAndInt);
        await replay.RunAsync(session => Stats(session.ReadStream().From(rows), row => row.K, row => row.V)
            .Map(row => (row.Key, row.Value.N, row.Value.Values, Sum(row.Value), Average(row.Value), row.Value.Min, row.Value.Max)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task SumsOfIntegersAreLong(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "AGG-06"), workers);
        var rows = replay.Sources.Add("in", KeyAndInt);
        await replay.RunAsync(session => Stats(session.ReadStream().From(rows), row => row.K, row => row.V).Map(row => (row.Key, Sum(row.Value), Average(row.Value))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task NaNAndMinusZero(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "AGG-10"), workers);
        var rows = replay.Sources.Add("in", cells => (K: (double)cells[0]!, V: (double)cells[1]!));
        await replay.RunAsync(session => session.ReadStream().From(rows).GroupBy(row => row.K)
            .Aggregate(
                () => (N: 0L, Min: double.NaN, Max: double.NegativeInfinity, Sum: 0.0),
                (sum, row) => (sum.N + 1, Smaller(sum.Min, row.V), Larger(sum.Max, row.V), sum.Sum + row.V),
                (a, b) => (a.N + b.N, Smaller(a.Min, b.Min), Larger(a.Max, b.Max), a.Sum + b.Sum))
            .Map(row => (row.Key, row.Value.N, row.Value.Min, row.Value.Max, row.Value.Sum)));

        static double Smaller(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Min(a, b);
        static double Larger(double a, double b) => Math.Max(a, b);
    }

    [Theory]
    [InlineData("AGG-17", 1)]
    [InlineData("AGG-17", 3)]
    [InlineData("AGG-18", 1)]
    [InlineData("AGG-18", 3)]
    public async Task AFilterBehind(string id, int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, id), workers);
        var rows = replay.Sources.Add("in", KeyAndInt);
        await replay.RunAsync(session => session.ReadStream().From(rows).GroupBy(row => row.K).Sum(row => (long)row.V!.Value).Filter(row => row.Value > 10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task KeysOfSeveralParts(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "AGG-22"), workers);
        var rows = replay.Sources.Add("in", cells => (A: (string?)cells[0], B: (int?)cells[1], V: (int?)cells[2]));
        await replay.RunAsync(session => Stats(session.ReadStream().From(rows), row => (A: row.A?.ToUpperInvariant(), P: row.B % 2), row => row.V)
            .Map(row => (row.Key.A, row.Key.P, row.Value.N, Sum(row.Value))));
    }

    [Theory]
    [InlineData("AGG-24", 1)]
    [InlineData("AGG-24", 3)]
    [InlineData("AGG-25", 1)]
    [InlineData("AGG-25", 3)]
    public async Task WordCounts(string id, int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, id), workers);
        var lines = replay.Sources.Add("in", cells => (string?)cells[0]);
        await replay.RunAsync(session =>
        {
            var input = session.ReadStream().From(lines);
            var words = id == "AGG-24"
                ? input.FlatMap(line => line is null ? [] : line.Split(' '))
                : input.FlatMap(line => Regex.Split(line!.ToLowerInvariant(), "[^a-z]+")).Filter(word => word.Length > 0);
            return words.GroupBy(word => word).Count();
        });
    }

    // The last step replaces the sum by collect_list.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ASumGoesOnFromACount(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "AGG-28"), workers) { Steps = 2 };
        var rows = replay.Sources.Add("in", KeyAndInt);
        await replay.RunAsync(
            session => session.ReadStream().From(rows).GroupBy(row => row.K).Count().Map(row => (row.Key, row.Count)),
            session => session.ReadStream().From(rows).GroupBy(row => row.K).Sum(row => (long)row.V!.Value).Map(row => (row.Key, row.Value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task EmptyBatches(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "AGG-29"), workers);
        var rows = replay.Sources.Add("in", KeyAndInt);
        await replay.RunAsync(session => session.ReadStream().From(rows).GroupBy(row => row.K).Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task AnOverflowFailsAtEachStart(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "AGG-31"), workers) { ErrorText = ReplayError.Class };
        var rows = replay.Sources.Add("in", cells => (K: (string)cells[0]!, V: (long)cells[1]!));
        await replay.RunAsync(session => session.ReadStream().From(rows).GroupBy(row => row.K).Sum(row => row.V));
    }

    private static (string? K, int? V) KeyAndInt(object?[] cells) => ((string?)cells[0], (int?)cells[1]);

    private static DataStream<KeyValue<TKey, Statistics>> Stats<T, TKey>(DataStream<T> rows, Func<T, TKey> key, Func<T, int?> value) => rows.GroupBy(key)
        .Aggregate(
            () => new Statistics(0, 0, 0, null, null),
            (sum, row) => value(row) is { } v ? new Statistics(sum.N + 1, sum.Values + 1, sum.Sum + v, Math.Min(sum.Min ?? v, v), Math.Max(sum.Max ?? v, v)) : sum with { N = sum.N + 1 },
            (a, b) => new Statistics(
                a.N + b.N, a.Values + b.Values, a.Sum + b.Sum,
                a.Min is { } x && b.Min is { } y ? Math.Min(x, y) : a.Min ?? b.Min,
                a.Max is { } u && b.Max is { } w ? Math.Max(u, w) : a.Max ?? b.Max));

    private static long? Sum(Statistics value) => value.Values == 0 ? null : value.Sum;

    private static double? Average(Statistics value) => value.Values == 0 ? null : (double)value.Sum / value.Values;

    public readonly record struct Statistics(long N, long Values, long Sum, int? Min, int? Max);
}
