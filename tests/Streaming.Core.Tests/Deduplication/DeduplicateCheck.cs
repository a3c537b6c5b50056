namespace Streaming.Core.Tests.Deduplication;

/// <summary>Runs a deduplication over batches of events and compares each batch with the reference.</summary>
internal static class DeduplicateCheck
{
    public const double Delay = 5;

    public static async Task RunAsync<T>(
        EngineVariant variant, DeduplicateReference.Kind kind, Func<StreamingSession, ListSource<Event>, DataStreamWriter<T>> write, Func<T, int> numberOf, IReadOnlyList<Event[]> batches)
    {
        var reference = new DeduplicateReference(kind, Delay);
        // With one partition the rows come in order, so which row of a key is the first is known.
        var source = new ListSource<Event>() { BatchSize = variant.BatchSize };
        var sink = new CollectSink();
        string checkpoint = Directory.CreateTempSubdirectory("streaming-test").FullName;
        try
        {
            StreamingSession? session = null;
            StreamingQuery? query = null;
            int seen = 0;
            foreach (var batch in batches)
            {
                if (query is null || variant.Restart)
                {
                    await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
                    session = variant.NewSession();
                    query = write(session, source).OutputMode(OutputMode.Append).Option("checkpointLocation", checkpoint).To(sink).Start();
                }

                source.Add(batch);
                query.ProcessAllAvailable();
                var results = sink.Batches<T>().Skip(seen).ToList();
                seen += results.Count;
                Assert.Equal(reference.Run(batch).Select(row => row.Number).Order(), results[0].Rows.Select(numberOf).Order());
                foreach (var empty in results.Skip(1))
                {
                    Assert.True(reference.IsEpochDue);
                    Assert.Empty(reference.Run([]));
                    Assert.Empty(empty.Rows);
                }

                var state = query.RecentProgress[^1].StateOperators[0];
                Assert.Equal(reference.Count, state.NumRowsTotal);
            }

            await session!.DisposeAsync();
        }
        finally
        {
            Directory.Delete(checkpoint, recursive: true);
        }
    }

    /// <summary>Random events: few keys, times that mostly grow, some late, some without, some long keys.</summary>
    public static IReadOnlyList<Event[]> RandomBatches(int seed)
    {
        var random = new Random(seed);
        int number = 0;
        double now = 3;
        return [.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => Enumerable.Range(0, random.Next(1, 60)).Select(_ =>
        {
            now += random.NextDouble() / 2;
            string? key = random.Next(12) switch { 0 => null, 1 => "", 2 => "a key of more than sixteen bytes", var n => $"k{n}" };
            double? time = random.Next(15) == 0 ? null : Math.Round(now - (random.Next(4) == 0 ? random.NextDouble() * 15 : random.Next(3)), random.Next(2));
            return Event.At(key, time, number++);
        }).ToArray())];
    }
}
