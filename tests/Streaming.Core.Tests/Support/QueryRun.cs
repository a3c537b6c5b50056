namespace Streaming.Core.Tests;

/// <summary>Runs a query over batches of rows on a checkpoint in a temporary folder and returns what reached the sink, batch by batch.</summary>
internal static class QueryRun
{
    public static async Task<IReadOnlyList<IReadOnlyList<TOut>>> BatchesAsync<TIn, TOut>(
        EngineVariant variant, Func<DataStream<TIn>, DataStream<TOut>> build, OutputMode mode, params TIn[][] batches)
    {
        var source = new ListSource<TIn>(4) { BatchSize = variant.BatchSize };
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
                    query = build(session.ReadStream().From(source)).WriteStream().OutputMode(mode)
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

        var taken = sink.Batches<TOut>();
        Assert.Equal(Enumerable.Range(0, taken.Count).Select(i => (long)i), taken.Select(batch => batch.BatchId));
        return [.. taken.Select(batch => batch.Rows)];
    }
}
