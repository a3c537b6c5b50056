namespace Streaming.Core.Tests;

/// <summary>Expressions with known functions give what Spark gave.</summary>
public sealed class FunctionRecordingTests
{
    /// <summary>The numbers are what passed and failed when they were written down: more may pass, none may get lost.</summary>
    [Theory]
    [InlineData("functions_string", 1738, 3)]
    [InlineData("functions_format", 373, 15)]
    [InlineData("functions_datetime", 1771, 24)]
    [InlineData("functions_math", 2100, 2)]
    [InlineData("functions_collection", 743, 0)]
    [InlineData("functions_logic", 951, 10)]
    [InlineData("functions_cast", 1094, 6)]
    [InlineData("expressions", 709, 0)]
    public void ResultsAreThoseRecorded(string group, int passing, int failing)
    {
        var (passed, failures) = FunctionRecordings.Run(group);
        Assert.True(passed >= passing && failures.Count <= failing, $"{passed} passed, {failures.Count} failed:\n{string.Join('\n', failures)}");
    }
}
