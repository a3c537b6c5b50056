using System.Text.Json;

namespace Streaming;

/// <summary>The log of a streaming file source: which files each of its batches has.</summary>
internal sealed class FileSourceLog(IFileSystem files, string folder, int interval, bool deletes) : CompactibleLog<FileSourceEntry>(files, folder, interval, deletes)
{
    protected override void Write(Utf8JsonWriter writer, FileSourceEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("path", entry.Path);
        writer.WriteNumber("timestamp", entry.ModifiedMs);
        writer.WriteNumber("batchId", entry.BatchId);
        writer.WriteEndObject();
    }

    protected override FileSourceEntry Parse(JsonElement element) =>
        new(element.GetProperty("path").GetString()!, LogJson.Long(element, "timestamp"), LogJson.Long(element, "batchId"));
}
