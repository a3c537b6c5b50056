namespace Streaming.Core.Tests;

public class FunctionRecordingTests
{
    [Theory]
    [InlineData("functions_string")]
    [InlineData("functions_format")]
    [InlineData("functions_datetime")]
    [InlineData("functions_math")]
    [InlineData("functions_collection")]
    [InlineData("expressions")]
    [InlineData("functions_logic")]
    [InlineData("functions_cast")]
    public void Results_are_those_recorded(string group)
    {
        string path = Path.Combine("/work/shared/cases", group + ".json");
        var (passed, failed, failures) = FunctionRecordings.Run(path, _ => true);
        File.WriteAllLines($"/tmp/dffun_{group}.txt", [$"{passed} passed, {failed} failed", .. failures]);
    }
}
