namespace Streaming.Core.Tests;

public sealed class ShapeErrorReplayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AUnionOfTypesMadeEqual(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case("shape", "SHP-05"), workers);
        var a = replay.Sources.Add("a", cells => (int)cells[0]!);
        var b = replay.Sources.Add("b", cells => (long)cells[0]!);
        await replay.RunAsync(session => session.ReadStream().From(a).Map(value => (long)value).Union(session.ReadStream().From(b)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AUnionWithAnIdleInput(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case("shape", "SHP-07"), workers);
        var a = replay.Sources.Add("a", IntRow.From);
        var b = replay.Sources.Add("b", IntRow.From);
        await replay.RunAsync(session => session.ReadStream().From(a).Union(session.ReadStream().From(b)));
    }

    [Fact]
    public async Task AggregatesInAppendMode()
    {
        await using var replay = new Replay(RecordedCases.Case("errors", "ERR-01"));
        var rows = replay.Sources.Add("in", Row);
        await replay.RunAsync(session => session.ReadStream().From(rows).GroupBy(row => row.K).Count());
    }

    [Theory]
    [InlineData("ERR-03")]
    [InlineData("ERR-74")]
    [InlineData("ERR-75")]
    public async Task ModesAndTriggers(string id)
    {
        await using var replay = new Replay(RecordedCases.Case("errors", id));
        var rows = replay.Sources.Add("in", Row);
        await replay.RunAsync(session => session.ReadStream().From(rows).Map(row => row.K));
    }

    [Fact]
    public async Task ChainedAggregates()
    {
        await using var replay = new Replay(RecordedCases.Case("errors", "ERR-14"));
        var rows = replay.Sources.Add("in", Row);
        await replay.RunAsync(session => session.ReadStream().From(rows).GroupBy(row => row.K).Count().GroupBy(_ => 0).Sum(row => row.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ChainedAggregatesWithoutTheCheck(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case("errors", "ERR-90"), workers);
        var rows = replay.Sources.Add("in", cells => (int)cells[0]!);
        await replay.RunAsync(session => session.ReadStream().From(rows).GroupBy(value => value).Count().GroupBy(row => row.Count).Count());
    }

    private static (string K, int V) Row(object?[] cells) => ((string)cells[0]!, (int)cells[1]!);
}
