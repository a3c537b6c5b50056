using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming.Core.Tests;

/// <summary>Runs a source as the engine does, without one.</summary>
internal static class SourceRun
{
    public static SourceContext Context(
        (string Name, string Value)[] options, TimeProvider? time = null, IFileSystem? files = null, int workers = 1, CancellationToken stopping = default) => new()
        {
            Options = new StreamOptions(options.Select(option => KeyValuePair.Create(option.Name, option.Value))),
            QueryId = Guid.NewGuid(),
            SourceIndex = 0,
            CheckpointFolder = "/checkpoint/sources/0",
            FileSystem = files ?? new FilesInMemory(),
            Time = time ?? TimeProvider.System,
            Workers = workers,
            Stopping = stopping,
            Logger = NullLogger.Instance,
        };

    /// <summary>Reads an epoch with one reader per worker; the rows of each worker.</summary>
    public static List<T>[] ReadByWorker<T>(IStreamSource<T> source, string? start, string end, int workers = 1)
    {
        var splits = source.PlanSplits(start, end);
        var result = new List<T>[workers];
        for (int worker = 0; worker < workers; worker++)
        {
            using var reader = source.CreateReader();
            reader.BeginEpoch(0, [.. splits.Where(split => split.Partition % workers == worker)]);
            result[worker] = [];
            while (reader.Read(TimeSpan.Zero, out var batch, CancellationToken.None) == SourceReadStatus.Batch)
            {
                Assert.InRange(batch!.Count, 1, RecordBatch<T>.DefaultCapacity);
                for (int i = 0; i < batch.Count; i++)
                {
                    Assert.Equal(i, batch.Rows[i]);
                    result[worker].Add(batch.Values[i]);
                }
            }
        }

        return result;
    }

    public static List<T> Read<T>(IStreamSource<T> source, string? start, string end) => ReadByWorker(source, start, end)[0];

    /// <summary>Asks for the newest offset, as the engine's polling does, until it satisfies a condition.</summary>
    public static string? Poll<T>(IStreamSource<T> source, string? start, Func<string?, bool> until)
    {
        string? offset = null;
        Assert.True(SpinWait.SpinUntil(() => until(offset = source.LatestOffset(start, ReadLimit.SourceOptions)), TimeSpan.FromSeconds(20)), $"The offset stays {offset}.");
        return offset;
    }
}
