using System.Text;
using System.Text.Json;

namespace Streaming;

/// <summary>The folder <c>offsets</c>: the write-ahead log of batches. Writes version 1 (or 2 for named sources), reads both.</summary>
internal sealed class OffsetLog(IFileSystem files, string folder) : MetadataLog<OffsetEntry>(files, folder)
{
    private const string None = "-";

    protected override int MaxVersion => 2;

    protected override string Serialize(OffsetEntry entry)
    {
        var text = new StringBuilder(entry.SourceNames is null ? "v1\n" : "v2\n");
        text.Append(LogJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("batchWatermarkMs", entry.BatchWatermarkMs);
            writer.WriteNumber("batchTimestampMs", entry.BatchTimestampMs);
            writer.WriteStartObject("conf");
            foreach (var (name, value) in entry.Conf)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
        for (int i = 0; i < entry.Offsets.Count; i++)
        {
            string offset = entry.Offsets[i] ?? None;
            if (offset.AsSpan().ContainsAny('\n', '\r') || offset.Length == 0)
            {
                throw new ArgumentException($"The offset of source {i} must be one line of JSON, it is: {offset}", nameof(entry));
            }

            text.Append('\n');
            if (entry.SourceNames is not null)
            {
                text.Append(entry.SourceNames[i]).Append(':');
            }

            text.Append(offset);
        }

        return text.ToString();
    }

    protected override OffsetEntry Deserialize(string text)
    {
        if (text.Length == 0)
        {
            throw CheckpointErrors.Incomplete("");
        }

        string[] lines = LogJson.Lines(text);
        int version = ParseVersion(lines[0]);
        if (lines.Length < 2)
        {
            throw CheckpointErrors.Incomplete("");
        }

        long watermark = 0;
        long timestamp = 0;
        List<KeyValuePair<string, string>> conf = [];
        // Spark before 2.1.1 left the line of the metadata empty.
        if (lines[1].Length > 0)
        {
            LogJson.Read(lines[1], root =>
            {
                watermark = LogJson.Long(root, "batchWatermarkMs");
                timestamp = LogJson.Long(root, "batchTimestampMs");
                if (root.TryGetProperty("conf", out var settings))
                {
                    foreach (var setting in settings.EnumerateObject())
                    {
                        conf.Add(new(setting.Name, setting.Value.GetString() ?? throw new JsonException($"{setting.Name} is null")));
                    }
                }
            });
        }

        var offsets = new string?[lines.Length - 2];
        string[]? names = version == 2 ? new string[offsets.Length] : null;
        for (int i = 0; i < offsets.Length; i++)
        {
            string line = lines[i + 2];
            if (names is not null)
            {
                int colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon <= 0)
                {
                    throw CheckpointErrors.Malformed($"no name of a source in the line {line}.");
                }

                names[i] = line[..colon];
                line = line[(colon + 1)..];
            }

            if (line.Length == 0)
            {
                throw CheckpointErrors.Malformed($"the offset of source {i} is empty.");
            }

            offsets[i] = line == None ? null : line;
        }

        return new OffsetEntry { BatchWatermarkMs = watermark, BatchTimestampMs = timestamp, Conf = conf, Offsets = offsets, SourceNames = names };
    }
}
