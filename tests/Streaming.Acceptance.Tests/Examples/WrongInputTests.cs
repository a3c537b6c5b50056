namespace Streaming.Acceptance.Tests.Examples;

public sealed class WrongInputTests
{
    [Theory]
    [InlineData("WordCount", "--no-such-option", "--no-such-option")]
    [InlineData("WordCount", "--starting-offsets middle", "middle")]
    [InlineData("WordCount", "--topic", "--topic")]
    [InlineData("RandomIntFilter", "query", "--bootstrap-servers")]
    [InlineData("RandomIntFilter", "nothing", "nothing")]
    [InlineData("PersonsToMongo", "--interval soon", "soon")]
    [InlineData("PersonsToMongo", "--interval 0s", "0s")]
    public async Task WrongArgumentsAreOneLineAndExitCode2(string example, string arguments, string named) =>
        await Check(example, arguments.Split(' '), 2, named);

    [Theory]
    [InlineData("WordCount")]
    [InlineData("RandomIntFilter")]
    [InlineData("PersonsToMongo")]
    public async Task UnreachableBrokerIsOneLineAndExitCode1(string example) =>
        await Check(example, ["--bootstrap-servers", "127.0.0.1:1"], 1, "127.0.0.1:1");

    private static async Task Check(string example, string[] arguments, int exitCode, string named)
    {
        await using var program = ExampleProgram.Start(example, arguments);
        await program.ExpectExit(exitCode);
        string line = Assert.Single(program.ErrorLines);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Empty(program.Lines);
    }
}
