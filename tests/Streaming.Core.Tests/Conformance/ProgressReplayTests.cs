namespace Streaming.Core.Tests;

public sealed class ProgressReplayTests
{
    private const string Group = "progress";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AFilter(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "PRG-01"), workers);
        var rows = replay.Sources.Add("in", IntRow.From);
        await replay.RunAsync(session => session.ReadStream().From(rows).Filter(row => row.Value > 0));
    }

    [Theory]
    [InlineData("PRG-03", 1)]
    [InlineData("PRG-03", 2)]
    [InlineData("PRG-11", 1)]
    [InlineData("PRG-11", 2)]
    public async Task ACountByKey(string id, int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, id), workers);
        var rows = replay.Sources.Add("in", IntRow.From);
        await replay.RunAsync(session => session.ReadStream().From(rows).GroupBy(row => row.Value).Count());
    }

    // Recorded on two cores: the number of partitions is in the description of the source.
    [Fact]
    public async Task ARateToTheConsole()
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "PRG-10"), workers: 2);
        await replay.RunAsync(session => session.ReadStream().Format("rate-micro-batch").Option("rowsPerBatch", 2).Load<RateRow>());
    }

    [Theory]
    [InlineData("EXP-01")]
    [InlineData("EXP-10")]
    public async Task ExplainHasAPlanOnceABatchHasRun(string id)
    {
        await using var replay = new Replay(RecordedCases.Case("explain", id));
        if (id == "EXP-10")
        {
            var numbers = replay.Sources.Add("in", IntRow.From);
            await replay.RunAsync(session => session.ReadStream().From(numbers).Filter(row => row.Value > 1));
            return;
        }

        var rows = replay.Sources.Add("in", cells => (V: (int)cells[0]!, S: (string)cells[1]!));
        await replay.RunAsync(session => session.ReadStream().From(rows).Filter(row => row.V > 1).Map(row => (row.V + 1, row.S.ToUpperInvariant())));
    }
}
