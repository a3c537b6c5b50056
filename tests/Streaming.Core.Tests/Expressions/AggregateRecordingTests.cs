namespace Streaming.Core.Tests;

/// <summary>Aggregates give what Spark gave.</summary>
public sealed class AggregateRecordingTests
{
    /// <summary>The numbers are what passed and failed when they were written down: more may pass, none may get lost.</summary>
    [Fact]
    public void ResultsAreThoseRecorded()
    {
        var (passed, failures) = AggregateRecordings.Run("functions_aggregate");
        Assert.True(passed >= 674 && failures.Count <= 708, $"{passed} passed, {failures.Count} failed:\n{string.Join('\n', failures)}");
    }
}
