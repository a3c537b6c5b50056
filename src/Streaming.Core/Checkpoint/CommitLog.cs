namespace Streaming;

/// <summary>What a batch leaves to the next one.</summary>
/// <param name="NextBatchWatermarkMs">Watermark of the next batch, milliseconds since 1970.</param>
internal sealed record CommitEntry(long NextBatchWatermarkMs);

/// <summary>The folder <c>commits</c>: a batch is done once its entry is here.</summary>
internal sealed class CommitLog(IFileSystem files, string folder) : MetadataLog<CommitEntry>(files, folder)
{
    protected override int MaxVersion => 1;

    protected override string Serialize(CommitEntry entry) => "v1\n" + LogJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("nextBatchWatermarkMs", entry.NextBatchWatermarkMs);
        writer.WriteEndObject();
    });

    protected override CommitEntry Deserialize(string text)
    {
        if (text.Length == 0)
        {
            throw CheckpointErrors.Incomplete(" in the offset commit log");
        }

        string[] lines = LogJson.Lines(text);
        ParseVersion(lines[0]);
        if (lines.Length < 2 || lines[1].Length == 0)
        {
            throw CheckpointErrors.Incomplete(" in the offset commit log");
        }

        long watermark = 0;
        LogJson.Read(lines[1], root => watermark = LogJson.Long(root, "nextBatchWatermarkMs"));
        return new CommitEntry(watermark);
    }
}
