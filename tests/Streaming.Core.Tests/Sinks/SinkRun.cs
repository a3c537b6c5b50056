using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming.Core.Tests;

/// <summary>Runs a sink as the engine does, without one.</summary>
internal static class SinkRun
{
    public static SinkContext Context(
        (string Name, string Value)[] options, object? settings = null, OutputMode mode = OutputMode.Append, string? queryName = null,
        bool isRestart = false, MemoryTables? tables = null, string? checkpointFolder = null) => new()
        {
            Options = new StreamOptions(options.Select(option => KeyValuePair.Create(option.Name, option.Value))),
            Settings = settings,
            QueryId = Guid.NewGuid(),
            QueryName = queryName,
            OutputMode = mode,
            MemoryTables = tables ?? new MemoryTables(),
            Time = TimeProvider.System,
            Workers = 1,
            IsRestart = isRestart,
            CheckpointFolder = checkpointFolder,
            Logger = NullLogger.Instance,
        };

    public static RecordBatch<T> Batch<T>(params IReadOnlyList<T> rows)
    {
        var batch = new RecordBatch<T>(Math.Max(1, rows.Count));
        for (int i = 0; i < rows.Count; i++)
        {
            batch.Add(rows[i], RecordBatch<T>.NoTimestamp, i);
        }

        return batch;
    }

    /// <summary>One epoch of one worker; its writer is kept for the next.</summary>
    public static long Epoch<T>(IStreamSink<T> sink, long epoch, IReadOnlyList<T> rows)
    {
        var writer = Writers<T>.Of(sink);
        writer.BeginEpoch(epoch);
        writer.Write(Batch(rows), CancellationToken.None);
        writer.EndEpoch(CancellationToken.None);
        return sink.Commit(epoch);
    }

    private static class Writers<T>
    {
        private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<IStreamSink<T>, ISinkWriter<T>> Known = [];

        public static ISinkWriter<T> Of(IStreamSink<T> sink) => Known.GetValue(sink, made => made.CreateWriter(0));
    }
}
