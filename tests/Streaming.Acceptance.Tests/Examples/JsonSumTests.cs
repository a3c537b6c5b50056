using System.Text.Json;

namespace Streaming.Acceptance.Tests.Examples;

public sealed class JsonSumTests
{
    [Fact]
    public async Task PrintsTheSumsAndReportsWhatIsNoJson()
    {
        await using var program = ExampleProgram.Start("JsonSum");
        await program.ExpectExit(0, TimeSpan.FromSeconds(30));
        Assert.Empty(program.ErrorLines);
        string[] sent = [.. program.Lines.Where(line => line.StartsWith("Sent [", StringComparison.Ordinal)).Select(line => line[5..])];
        Assert.Equal(8, sent.Length);
        var sums = sent.Select(text => JsonDocument.Parse(text).RootElement.EnumerateArray().Sum(item => item.GetProperty("randomInt").GetInt32()));
        var printed = program.Lines.Where(line => line.StartsWith('|') && !line.Contains("value", StringComparison.Ordinal))
            .Select(line => int.Parse(line.Trim('|', ' '), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(sums.Order(), printed.Order());
        Assert.Single(program.Lines, "Not JSON, left out: no JSON");
    }
}
