namespace Streaming;

/// <summary>What is known about a batch before it runs.</summary>
internal sealed class OffsetEntry
{
    /// <summary>Watermark the batch uses, milliseconds since 1970.</summary>
    public required long BatchWatermarkMs { get; init; }

    /// <summary>Batch time, milliseconds since 1970: what <c>current_timestamp()</c> gives.</summary>
    public required long BatchTimestampMs { get; init; }

    /// <summary>Settings, in the order of the file.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Conf { get; init; }

    /// <summary>End offset (JSON) of each source; null where the source has none yet.</summary>
    public required IReadOnlyList<string?> Offsets { get; init; }

    /// <summary>Names of the sources, one for each offset; null where sources go by position (version 1).</summary>
    public IReadOnlyList<string>? SourceNames { get; init; }

    /// <summary>The offsets in the order of a query's sources.</summary>
    /// <param name="names">Names of the sources, used where the entry goes by name.</param>
    /// <exception cref="StreamingException">The checkpoint has other sources.</exception>
    public IReadOnlyList<string?> OffsetsFor(IReadOnlyList<string> names)
    {
        if (SourceNames is null)
        {
            return Offsets.Count == names.Count ? Offsets : throw new StreamingException(
                "CHECKPOINT_SOURCES_CHANGED",
                $"There are [{Offsets.Count}] sources in the checkpoint offsets and now there are [{names.Count}] sources requested by the query. Cannot continue.");
        }

        var offsets = new string?[names.Count];
        var known = SourceNames.ToList();
        for (int i = 0; i < offsets.Length; i++)
        {
            int index = known.IndexOf(names[i]);
            offsets[i] = index >= 0 ? Offsets[index] : null;
        }

        string? gone = known.Find(name => !names.Contains(name));
        return gone is null ? offsets : throw new StreamingException(
            "CHECKPOINT_SOURCES_CHANGED",
            $"The checkpoint holds offsets of the source '{gone}', which the query no longer reads. Cannot continue: read it again, or start with a new checkpointLocation.");
    }
}
