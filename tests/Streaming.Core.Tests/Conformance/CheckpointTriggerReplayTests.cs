namespace Streaming.Core.Tests;

public sealed class CheckpointTriggerReplayTests
{
    private const string Group = "checkpoint_trigger";

    public static TheoryData<string, int> Identities => new(
        from id in new[] { "CKP-01", "CKP-02", "CKP-05", "CKP-11", "CKP-12", "CKP-13", "CKP-18", "CKP-20", "TRG-03", "TRG-04", "TRG-05" }
        from workers in new[] { 1, 2 }
        select (id, workers));

    [Theory]
    [MemberData(nameof(Identities))]
    public async Task Identity(string id, int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, id), workers);
        await RunIdentityAsync(replay);
    }

    // Spark calls the sink with an empty batch 0 before it notices; nothing is run here.
    [Fact]
    public async Task OffsetsBehindCommits()
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "CKP-10")) { BatchesDiffer = [2] };
        await RunIdentityAsync(replay);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AFailedBatchKeepsItsId(int workers)
    {
        await using var replay = new Replay(RecordedCases.Case(Group, "CKP-19"), workers) { ErrorText = ReplayError.Root };
        var rows = replay.Sources.Add("in", IntRow.From);
        bool failed = false;
        await replay.RunAsync(session => session.ReadStream().From(rows).Map(row =>
        {
            if (row.Value == 4 && !failed)
            {
                failed = true;
                throw new InvalidOperationException("injected failure");
            }

            return row;
        }));
    }

    private static Task RunIdentityAsync(Replay replay)
    {
        var rows = replay.Sources.Add("in", IntRow.From);
        return replay.RunAsync(session => session.ReadStream().From(rows));
    }
}
