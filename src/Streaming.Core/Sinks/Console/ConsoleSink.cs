namespace Streaming;

internal sealed class ConsoleSink<T>(TextWriter? output, int numRows, bool truncate) : BatchSink<T>
{
    private const string Rule = "-------------------------------------------\n";

    public override string Description => $"ConsoleTable[numRows={numRows}, truncate={(truncate ? "true" : "false")}]";

    // One write, so that lines which the program prints itself do not come in between.
    protected override long AddBatch(long batchId, IReadOnlyList<T> rows)
    {
        var writer = output ?? Console.Out;
        writer.Write(string.Concat(
            $"{Rule}Batch: {batchId}\n{Rule}",
            ConsoleTable.Format(rows, numRows, truncate ? 20 : 0)));
        writer.Flush();
        return rows.Count;
    }
}
