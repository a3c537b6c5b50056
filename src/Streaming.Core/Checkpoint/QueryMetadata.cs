using System.Text;
using System.Text.Json;

namespace Streaming;

/// <summary>The file <c>metadata</c>: the id that a query keeps for ever.</summary>
internal static class QueryMetadata
{
    public const string FileName = "metadata";

    /// <summary>Reads the id; null where there is no file.</summary>
    public static Guid? Read(IFileSystem files, string checkpoint)
    {
        string path = Path.Combine(checkpoint, FileName);
        if (!files.FileExists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(DurableFile.Read(files, path));
            return document.RootElement.TryGetProperty("id", out var id) && Guid.TryParseExact(id.GetString(), "D", out var value)
                ? value
                : throw CheckpointErrors.BadMetadata(path);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw CheckpointErrors.BadMetadata(path, error);
        }
    }

    /// <summary>Writes the id of a new query.</summary>
    public static void Write(IFileSystem files, string checkpoint, Guid id) =>
        DurableFile.Write(files, checkpoint, FileName, Encoding.UTF8.GetBytes($"{{\"id\":\"{id:D}\"}}"), overwrite: false);
}
