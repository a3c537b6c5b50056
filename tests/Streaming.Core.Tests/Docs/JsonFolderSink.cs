using System.Text.Json;

namespace Streaming.Core.Tests.Docs;

/// <summary>The sink "jsonfolder": a file of JSON lines for each batch.</summary>
public sealed class JsonFolderSinkProvider : IStreamSinkProvider
{
    public string ShortName => "jsonfolder";

    // Files outlive the process, so the query must too: it needs a checkpointLocation.
    public bool AllowsTemporaryCheckpoint => false;

    public IStreamSink<T> CreateSink<T>(SinkContext context) =>
        new JsonFolderSink<T>(context.Options.Get("path") ?? throw new StreamingException("MISSING_OPTION", "Sink 'jsonfolder' needs the option 'path'."));
}

internal sealed class JsonFolderSink<T>(string folder) : BatchSink<T>
{
    public override string Description => $"JsonFolder[{folder}]";

    // After a crash a batch may come again: it writes the same file again, and no row is there twice.
    protected override long AddBatch(long batchId, IReadOnlyList<T> rows)
    {
        string file = Path.Combine(folder, $"batch-{batchId:D8}.jsonl");
        Directory.CreateDirectory(folder);
        File.WriteAllLines(file + ".tmp", rows.Select(row => JsonSerializer.Serialize(row)));
        File.Move(file + ".tmp", file, overwrite: true);
        return rows.Count;
    }
}
