namespace Streaming.Core.Tests;

/// <summary>Expressions with known functions give what Spark gave.</summary>
public sealed class FunctionRecordingTests
{
    /// <summary>The numbers are what passed and failed when they were written down: more may pass, none may get lost.</summary>
    [Theory]
    [InlineData("functions_string", 1383, 3)]
    [InlineData("functions_format", 371, 15)]
    [InlineData("functions_datetime", 1610, 127)]
    [InlineData("functions_math", 1938, 12)]
    [InlineData("functions_collection", 681, 4)]
    [InlineData("functions_logic", 761, 8)]
    [InlineData("functions_cast", 1060, 40)]
    [InlineData("expressions", 709, 0)]
    public void ResultsAreThoseRecorded(string group, int passing, int failing)
    {
        var (passed, failures) = FunctionRecordings.Run(group);
        Assert.True(passed >= passing && failures.Count <= failing, $"{passed} passed, {failures.Count} failed:\n{string.Join('\n', failures)}");
    }
}
