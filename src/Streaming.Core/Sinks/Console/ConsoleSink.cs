namespace Streaming;

internal sealed class ConsoleSink<T>(TextWriter? output, int numRows, bool truncate, StructType? schema) : BatchSink<T>
{
    private const string Rule = "-------------------------------------------\n";

    public override string Description => $"ConsoleTable[numRows={numRows}, truncate={(truncate ? "true" : "false")}]";

    // One write, so that lines which the program prints itself do not come in between.
    protected override long AddBatch(long batchId, IReadOnlyList<T> rows)
    {
        var writer = output ?? Console.Out;
        writer.Write(string.Concat(
            $"{Rule}Batch: {batchId}\n{Rule}",
            Format(rows)));
        writer.Flush();
        return rows.Count;
    }

    private string Format(IReadOnlyList<T> rows)
    {
        int width = truncate ? 20 : 0;
        return schema is not null && rows is IReadOnlyList<Row> table ? ConsoleTable.Format(schema, table, numRows, width) : ConsoleTable.Format(rows, numRows, width);
    }
}
