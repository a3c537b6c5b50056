namespace Streaming.Acceptance.Tests.Examples;

public sealed class JsonMessagesTests
{
    [Fact]
    public async Task MessagesBecomeColumnsAndWhatIsNoJsonBecomesNull()
    {
        await using var program = ExampleProgram.Start("JsonMessages");
        await program.ExpectExit(0, TimeSpan.FromSeconds(30));
        Assert.Empty(program.ErrorLines);
        string[] rows = [.. program.Lines.Where(line => line.StartsWith('|')).Select(line => line.Replace(" ", "", StringComparison.Ordinal)).Where(line => line != "|key|value|")];
        Assert.Equal(["|sensor1|temperature:25|", "|sensor2|temperature:31|", "|sensor1|humidity:40|", "|NULL|NULL|", "|sensor3|NULL|"], rows);
    }
}
