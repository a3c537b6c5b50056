namespace Streaming.Conformance.Tests;

/// <summary>Windows, sessions, watermarks, deduplication, limits and sets of rows do what Spark 4.3.0 did with them (recorded with the recorder of the corpus).</summary>
public sealed class RecordingsTests
{
    [Theory]
    [InlineData(StateKind.Memory)]
    [InlineData(StateKind.RocksDb)]
    public async Task AllPass(StateKind state)
    {
        var results = await ConformanceRun.RunAsync(
            new ConformanceOptions { Folder = Path.Combine(AppContext.BaseDirectory, "Recordings"), State = state }, TestContext.Current.CancellationToken);
        Assert.True(results.Count > 110, $"Only {results.Count} recordings were found.");
        var failed = results.Where(result => result.Status != CaseStatus.Passed).Select(result => $"{result.Id}: {result.Reason}\n{string.Join('\n', result.Differences)}");
        Assert.Empty(failed);
    }
}
