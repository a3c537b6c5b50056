using System.Text.Json;

namespace Streaming;

/// <summary>The manifest of a file sink, <c>_spark_metadata</c> in its folder: which files each batch committed.</summary>
internal sealed class SinkLog(IFileSystem files, string folder, int interval, bool deletes) : CompactibleLog<SinkFile>(files, folder, interval, deletes)
{
    public const string FolderName = "_spark_metadata";

    /// <summary>The files that are there for readers, in the order they were committed.</summary>
    public static IReadOnlyList<SinkFile> CommittedFiles(string folder)
    {
        var entries = Read(LocalFileSystem.Instance, folder, ParseEntry);
        var deleted = entries.Where(entry => entry.IsDeleted).Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        return [.. entries.Where(entry => !deleted.Contains(entry.Path))];
    }

    protected override void Write(Utf8JsonWriter writer, SinkFile entry)
    {
        writer.WriteStartObject();
        writer.WriteString("path", entry.Path);
        writer.WriteNumber("size", entry.Size);
        writer.WriteBoolean("isDir", false);
        writer.WriteNumber("modificationTime", entry.ModifiedMs);
        writer.WriteNumber("blockReplication", 1);
        writer.WriteNumber("blockSize", 33554432);
        writer.WriteString("action", entry.IsDeleted ? "delete" : "add");
        writer.WriteEndObject();
    }

    protected override SinkFile Parse(JsonElement element) => ParseEntry(element);

    private static SinkFile ParseEntry(JsonElement element) => new(
        element.GetProperty("path").GetString()!,
        LogJson.Long(element, "size"),
        LogJson.Long(element, "modificationTime"),
        element.TryGetProperty("action", out var action) && action.GetString() == "delete");
}
