namespace Streaming;

/// <summary>Where a query goes on after a start.</summary>
internal sealed class RecoveryPlan
{
    /// <summary>Id of the batch to run next. State and offsets are those after the batch before it.</summary>
    public required long NextBatchId { get; init; }

    /// <summary>Where the next batch was begun already, its logged entry: it must run again exactly so.</summary>
    public OffsetEntry? Replay { get; init; }

    /// <summary>Entry of the batch before the next one; null where there is none. Its offsets are where reading goes on.</summary>
    public OffsetEntry? Committed { get; init; }

    /// <summary>Watermark of the next batch, milliseconds since 1970.</summary>
    public required long WatermarkMs { get; init; }

    /// <summary>Watermark of the batch before: rows behind it are late in the next batch.</summary>
    public long PreviousWatermarkMs => Committed?.BatchWatermarkMs ?? 0;

    /// <summary>Epoch whose state to restore, -1 for none.</summary>
    public long CommittedEpoch => NextBatchId - 1;

    /// <summary>Settings that the checkpoint fixes; null in a new one.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Conf => (Replay ?? Committed)?.Conf;

    /// <summary>Reads the logs. Runs nothing, writes nothing.</summary>
    /// <exception cref="StreamingException">An entry is missing, damaged or of a later version.</exception>
    public static RecoveryPlan From(OffsetLog offsets, CommitLog commits)
    {
        long lastOffsets = offsets.LatestId ?? -1;
        long lastCommit = commits.LatestId ?? -1;
        if (lastCommit > lastOffsets)
        {
            throw CheckpointErrors.OffsetsBehindCommits(lastOffsets, lastCommit, offsets.Folder);
        }

        if (lastOffsets < 0)
        {
            return new RecoveryPlan { NextBatchId = 0, WatermarkMs = 0 };
        }

        // The newest entry first: a damaged one says more than a gap behind it.
        var newest = offsets.Get(lastOffsets)!;
        if (FirstGap(offsets.Ids) is { } missing)
        {
            throw CheckpointErrors.MissingOffsets(missing, offsets.Folder);
        }

        if (offsets.Ids.Count == 1 && lastOffsets > 0)
        {
            throw CheckpointErrors.MissingOffsets(lastOffsets - 1, offsets.Folder);
        }

        if (FirstGap(commits.Ids) is { } uncommitted)
        {
            throw CheckpointErrors.MissingCommit(uncommitted, commits.Folder);
        }

        if (lastCommit < lastOffsets - 1)
        {
            throw CheckpointErrors.MissingCommit(lastCommit + 1, commits.Folder);
        }

        if (lastCommit == lastOffsets)
        {
            return new RecoveryPlan { NextBatchId = lastOffsets + 1, Committed = newest, WatermarkMs = commits.Get(lastCommit)!.NextBatchWatermarkMs };
        }

        if (lastCommit >= 0)
        {
            commits.Get(lastCommit); // must be readable, although the entry to replay holds the watermark
        }

        return new RecoveryPlan
        {
            NextBatchId = lastOffsets,
            Replay = newest,
            Committed = lastOffsets > 0 ? offsets.Get(lastOffsets - 1) : null,
            WatermarkMs = newest.BatchWatermarkMs,
        };
    }

    // The newest hole is the one that Spark names.
    private static long? FirstGap(IReadOnlyList<long> ids)
    {
        for (int i = ids.Count - 1; i > 0; i--)
        {
            if (ids[i - 1] != ids[i] - 1)
            {
                return ids[i] - 1;
            }
        }

        return null;
    }
}
