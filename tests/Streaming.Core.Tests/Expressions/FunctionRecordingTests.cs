namespace Streaming.Core.Tests;

/// <summary>Expressions with known functions give what Spark gave. The numbers may only grow: a change that lets a recorded result fail breaks the test.</summary>
public sealed class FunctionRecordingTests
{
    [Theory]
    [InlineData("expressions", 707)]
    [InlineData("functions_string", 1345)]
    [InlineData("functions_format", 371)]
    [InlineData("functions_datetime", 1352)]
    [InlineData("functions_math", 1937)]
    [InlineData("functions_collection", 671)]
    [InlineData("functions_logic", 761)]
    [InlineData("functions_cast", 1055)]
    public void ResultsAreThoseRecorded(string group, int leastPassed)
    {
        var (passed, failures) = FunctionRecordings.Run(group);
        Assert.True(passed >= leastPassed, $"{group}: {passed} results as recorded, {leastPassed} before. Not as recorded:\n{string.Join('\n', failures)}");
    }
}
