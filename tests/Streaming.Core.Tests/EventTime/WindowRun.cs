namespace Streaming.Core.Tests.EventTime;

/// <summary>Runs a query over batches without epochs that have no data, so that what is late depends on the batches alone.</summary>
internal static class WindowRun
{
    private static readonly SemaphoreSlim Turn = new(2);

    public static Task<IReadOnlyList<IReadOnlyList<string>>> TypedAsync<TOut>(EngineVariant variant, Func<DataStream<Reading>, DataStream<TOut>> build, OutputMode mode, params Reading[][] batches) =>
        RunAsync<TOut>(variant, stream => build(stream).WriteStream(), mode, batches);

    public static Task<IReadOnlyList<IReadOnlyList<string>>> FrameAsync(EngineVariant variant, Func<DataFrame, DataFrame> build, OutputMode mode, params Reading[][] batches) =>
        RunAsync<Row>(variant, stream => build(stream.ToDataFrame()).WriteStream(), mode, batches);

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> RunAsync<TOut>(EngineVariant variant, Func<DataStream<Reading>, DataStreamWriter<TOut>> build, OutputMode mode, Reading[][] batches)
    {
        var source = new ListSource<Reading>(3) { BatchSize = variant.BatchSize };
        var sink = new CollectSink();
        string checkpoint = Directory.CreateTempSubdirectory("streaming-test").FullName;
        await Turn.WaitAsync();
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
                    session.Configuration.Set("spark.sql.streaming.noDataMicroBatches.enabled", "false");
                    query = build(session.ReadStream().From(source)).OutputMode(mode).Option("checkpointLocation", checkpoint).To(sink).Start();
                }

                source.Add(batch);
                query.ProcessAllAvailable();
            }

            await session!.DisposeAsync();
        }
        finally
        {
            Turn.Release();
            Directory.Delete(checkpoint, recursive: true);
        }

        return [.. sink.Batches<TOut>().Select(batch => (IReadOnlyList<string>)[.. batch.Rows.Select(row => row!.ToString()!).Order(StringComparer.Ordinal)])];
    }
}
