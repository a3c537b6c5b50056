namespace Streaming.Core.Tests.DataFrames;

/// <summary>Runs a DataFrame over batches of records and returns the rows that reached the sink, batch by batch, as sorted texts.</summary>
internal static class FrameRun
{
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> BatchesAsync<T>(EngineVariant variant, Func<DataFrame, DataFrame> build, OutputMode mode, params T[][] batches)
    {
        var source = new ListSource<T>(4) { BatchSize = variant.BatchSize };
        var sink = new CollectSink();
        string checkpoint = Directory.CreateTempSubdirectory("streaming-test").FullName;
        try
        {
            StreamingSession? session = null;
            StreamingQuery? query = null;
            foreach (var batch in batches)
            {
                if (query is null || variant.Restart)
                {
                    await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
                    session = variant.NewSession();
                    query = build(session.ReadStream().From(source).ToDataFrame()).WriteStream().OutputMode(mode)
                        .Option("checkpointLocation", checkpoint).To(sink).Start();
                }

                source.Add(batch);
                query.ProcessAllAvailable();
            }

            await session!.DisposeAsync();
        }
        finally
        {
            Directory.Delete(checkpoint, recursive: true);
        }

        return [.. sink.Batches<Row>().Select(batch => (IReadOnlyList<string>)[.. batch.Rows.Select(row => row.ToString()).OrderBy(row => row.Replace("null", "NULL", StringComparison.Ordinal), StringComparer.Ordinal)])];
    }

    /// <summary>The rows of one batch.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync<T>(Func<DataFrame, DataFrame> build, params T[] rows) =>
        (await BatchesAsync(new EngineVariant(1, 1024, Restart: false), build, OutputMode.Append, [rows]))[0];
}
