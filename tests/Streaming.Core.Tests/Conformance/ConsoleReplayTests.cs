using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming.Core.Tests;

public sealed class ConsoleReplayTests
{
    private const string Group = "console";

    [Fact]
    public async Task ThreeBatches()
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "CON-01"), workers: 2);
        var rows = replay.Sources.Add("in", cells => (int?)cells[0]);
        await replay.RunAsync(session => session.ReadStream().From(rows));
    }

    [Theory]
    [InlineData("CON-15")]
    [InlineData("CON-17")]
    [InlineData("CON-18")]
    public async Task Numbers(string id)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, id), workers: 2);
        var rows = replay.Sources.Add("in", IntRow.From);
        await replay.RunAsync(session => session.ReadStream().From(rows));
    }

    [Theory]
    [InlineData("CON-11")]
    [InlineData("CON-13")]
    [InlineData("CON-14")]
    [InlineData("CON-19")]
    public async Task Texts(string id)
    {
        // A bad option is refused when the query starts, not by its first batch.
        await using var replay = new Replay(RecordedCases.Case(Group, id), workers: 2) { ErrorText = ReplayError.Start };
        var rows = replay.Sources.Add("in", cells => new Text((string?)cells[0]));
        await replay.RunAsync(session => session.ReadStream().From(rows));
    }

    [Fact]
    public async Task LeftAligned()
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "CON-12"), workers: 2);
        var rows = replay.Sources.Add("in", cells => new TextAndNumber((string?)cells[0], (int?)cells[1]));
        await replay.RunAsync(session => session.ReadStream().From(rows));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Counts(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "CON-24"), workers);
        var rows = replay.Sources.Add("in", cells => (string)cells[0]!);
        await replay.RunAsync(session => session.ReadStream().From(rows).GroupBy(word => word).Count().Map(row => new WordCount(row.Key, row.Count)));
    }

    private readonly record struct Text([property: Column("s")] string? Value);

    private readonly record struct TextAndNumber([property: Column("s")] string? Value, [property: Column("i")] int? Number);

    private readonly record struct WordCount([property: Column("w")] string Word, [property: Column("count")] long Count);
}
