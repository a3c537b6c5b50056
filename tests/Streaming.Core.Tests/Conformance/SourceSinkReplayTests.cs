using System.Text.Json;

namespace Streaming.Core.Tests;

public sealed class SourceSinkReplayTests
{
    private const string Group = "source_sink";

    [Theory]
    [InlineData("SNK-09")]
    [InlineData("SNK-10")]
    [InlineData("SNK-15")]
    [InlineData("SNK-16")]
    [InlineData("SNK-20")]
    public async Task RowsToASink(string id)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, id));
        var rows = replay.Sources.Add("in", IntRow.From);
        await replay.RunAsync(session => session.ReadStream().From(rows));
    }

    [Theory]
    [InlineData("SNK-07", 1)]
    [InlineData("SNK-07", 2)]
    [InlineData("SNK-08", 1)]
    [InlineData("SNK-08", 2)]
    public async Task CountsToAMemoryTable(string id, int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, id), workers);
        var rows = replay.Sources.Add("in", IntRow.From);
        await replay.RunAsync(session => session.ReadStream().From(rows).GroupBy(row => row.Value).Count());
    }

    // Rows reach a writer in batches: with batches of one, those before the failing row are there as in Spark.
    [Fact]
    public async Task AnErrorBeforeTheForeachWriter()
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "SNK-17")) { ErrorText = ReplayError.Phase, BatchCapacity = 1 };
        var rows = replay.Sources.Add("in", IntRow.From);
        await replay.RunAsync(session => session.ReadStream().From(rows).Map(row => row.Value == 0 ? throw new DivideByZeroException() : 10.0 / row.Value!.Value));
    }

    [Fact]
    public async Task AnUnknownFormat()
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "SNK-18")) { ErrorText = ReplayError.Class };
        var rows = replay.Sources.Add("in", IntRow.From);
        await replay.RunAsync(session => session.ReadStream().From(rows));
    }

    [Theory]
    [InlineData("SRC-11", 1)]
    [InlineData("SRC-11", 2)]
    [InlineData("SRC-12", 1)]
    [InlineData("SRC-14", 1)]
    public async Task Rates(string id, int workers)
    {
        var recorded = RecordedCases.Case(Group, id);
        await using var replay = new Replay(recorded, workers);
        await replay.RunAsync(session => Load<RateRow>(session, recorded));
    }

    [Fact]
    public async Task ASocketWithoutHost()
    {
        var recorded = RecordedCases.Case(Group, "SRC-15");
        await using var replay = new Replay(recorded);
        await replay.RunAsync(session => Load<string>(session, recorded));
    }

    private static DataStream<T> Load<T>(StreamingSession session, JsonElement recorded)
    {
        var source = recorded.GetProperty("sources").GetProperty("r");
        return session.ReadStream().Format(source.GetProperty("kind").GetString()!)
            .Options(source.GetProperty("options").EnumerateObject().Select(option => KeyValuePair.Create(option.Name, option.Value.GetString()!)))
            .Load<T>();
    }
}
