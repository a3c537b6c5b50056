using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Streaming;

/// <summary>The JSON of the logs: no spaces, nothing escaped that need not be.</summary>
internal static class LogJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a line that must be an object.</summary>
    /// <exception cref="StreamingException"><c>MALFORMED_LOG_FILE</c></exception>
    public static void Read(string line, Action<JsonElement> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw CheckpointErrors.Malformed($"failed to read the JSON of its metadata from {line}.", error);
        }
    }

    /// <summary>A number, 0 where it is absent, as in Spark.</summary>
    public static long Long(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    /// <summary>Lines of a log file; a line end after the last one does not count.</summary>
    public static string[] Lines(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = lines[i].TrimEnd('\r');
        }

        return lines.Length > 1 && lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
