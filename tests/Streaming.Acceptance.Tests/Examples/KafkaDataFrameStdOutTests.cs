namespace Streaming.Acceptance.Tests.Examples;

public sealed class KafkaDataFrameStdOutTests
{
    [Fact]
    public async Task PrintsTheSchemaAndEachValue()
    {
        await using var program = ExampleProgram.Start("KafkaDataFrameStdOut");
        await program.ExpectExit(0, TimeSpan.FromSeconds(30));
        Assert.Empty(program.ErrorLines);
        int root = program.Lines.ToList().IndexOf("root");
        Assert.Equal(
            [
                " |-- key: binary (nullable = true)",
                " |-- value: binary (nullable = true)",
                " |-- topic: string (nullable = true)",
                " |-- partition: integer (nullable = true)",
                " |-- offset: long (nullable = true)",
                " |-- timestamp: timestamp (nullable = true)",
                " |-- timestampType: integer (nullable = true)",
            ],
            program.Lines.Skip(root + 1).Take(7));
        Assert.All(Enumerable.Range(1, 10), number => Assert.Single(program.Lines, line => line.StartsWith($"|message {number} ", StringComparison.Ordinal) || line.StartsWith($"|message {number}|", StringComparison.Ordinal)));
    }
}
