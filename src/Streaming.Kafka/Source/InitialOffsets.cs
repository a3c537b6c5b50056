using System.Text;

namespace Streaming.Kafka;

/// <summary>The file <c>sources/N/0</c>: where a query started, in Spark's form (a zero byte, <c>v1</c>, the JSON).</summary>
internal static class InitialOffsets
{
    private const string Version = "v1";

    public static KafkaOffsets? Read(IFileSystem files, string folder)
    {
        string path = folder + "/0";
        if (!files.FileExists(path))
        {
            return null;
        }

        string text;
        using (var reader = new StreamReader(files.OpenRead(path), Encoding.UTF8))
        {
            text = reader.ReadToEnd().TrimStart('\0');
        }

        if (text.StartsWith('v'))
        {
            int end = text.IndexOf('\n', StringComparison.Ordinal);
            string version = (end < 0 ? text : text[..end]).TrimEnd('\r');
            if (version != Version)
            {
                throw new StreamingException(
                    "MALFORMED_LOG_FILE",
                    int.TryParse(version.AsSpan(1), out int number) && number > 1
                        ? $"UnsupportedLogVersion: maximum supported log version is v1, but encountered {version}. The log file '{path}' was produced by a newer version and cannot be read by this one; please upgrade."
                        : $"The log file '{path}' is malformed: its first line is '{version}', not 'v1'. Restore it from a copy, or start with a new checkpoint.");
            }

            text = text[(end + 1)..];
        }

        return text.Length == 0
            ? throw new StreamingException("MALFORMED_LOG_FILE", $"The log file '{path}' is empty. Restore it from a copy, or start with a new checkpoint.")
            : KafkaOffsets.Parse(text.Trim());
    }

    public static void Write(IFileSystem files, string folder, KafkaOffsets offsets)
    {
        files.CreateFolder(folder);
        string temporary = $"{folder}/.0.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = files.Create(temporary))
            {
                stream.Write(Encoding.UTF8.GetBytes("\0" + Version + "\n" + offsets.ToJson()));
                files.Sync(stream);
            }

            files.Rename(temporary, folder + "/0", overwrite: false);
        }
        catch (IOException)
        {
            files.Delete(temporary);
            throw;
        }

        files.SyncFolder(folder);
    }
}
