namespace Streaming;

/// <summary>Errors of checkpoint files, in Spark's words where Spark has them.</summary>
internal static class CheckpointErrors
{
    public static StreamingException ConcurrentUpdate(long id, Exception? cause = null) => new(
        "CONCURRENT_STREAM_LOG_UPDATE",
        $"[CONCURRENT_STREAM_LOG_UPDATE] Concurrent update to the log. Multiple streaming jobs detected for {id}.\n"
        + "Please make sure only one streaming job runs on a specific checkpoint location at a time. SQLSTATE: 40000",
        cause)
    { SqlState = "40000" };

    public static StreamingException MalformedVersion(string text) => Malformed($"failed to read correct log version from {text}.");

    public static StreamingException Malformed(string what, Exception? cause = null) => new(
        "MALFORMED_LOG_FILE", $"[MALFORMED_LOG_FILE] Log file was malformed: {what} SQLSTATE: KD002", cause)
    { SqlState = "KD002" };

    public static StreamingException Incomplete(string which) => new("MALFORMED_LOG_FILE", $"Incomplete log file{which}") { SqlState = "KD002" };

    public static StreamingException NewerVersion(int supported, int found) => new(
        "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION",
        $"[INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION] UnsupportedLogVersion. The maximum supported log version is v{supported}, but encountered v{found}. "
        + "The log file was produced by a newer version of Spark and cannot be read by this version. You need to upgrade. SQLSTATE: KD002")
    { SqlState = "KD002" };

    public static StreamingException Unreadable(string path, StreamingException cause) =>
        new(cause.ErrorClass, $"Failed to read log file {path}. {cause.Message}", cause) { SqlState = cause.SqlState };

    /// <summary>An entry is missing although later ones exist.</summary>
    public static StreamingException MissingOffsets(long id, string folder) => new(
        "CHECKPOINT_LOG_GAP",
        $"requirement failed: Previous batch {id} not found in offset log",
        new StreamingException("CHECKPOINT_LOG_GAP", $"The file {Path.Combine(folder, DurableFile.Name(id))} is missing although later batches are logged. {Remedy}"));

    public static StreamingException MissingCommit(long id, string folder) => new(
        "CHECKPOINT_LOG_GAP",
        $"Batch {id} not found in commit log: the file {Path.Combine(folder, DurableFile.Name(id))} is missing although later batches are logged. {Remedy}");

    /// <summary>Batches are committed whose offsets are gone. Spark starts to run, and then fails with this error.</summary>
    public static StreamingException OffsetsBehindCommits(long lastOffsets, long lastCommit, string folder) => ConcurrentUpdate(
        Math.Max(0, lastOffsets),
        new StreamingException(
            "CONCURRENT_STREAM_LOG_UPDATE",
            $"Batch {lastCommit} is committed, but the file {Path.Combine(folder, DurableFile.Name(lastCommit))} does not exist. {Remedy}"));

    public static StreamingException Locked(string folder, Exception cause) => new(
        "CONCURRENT_QUERY",
        $"[CONCURRENT_QUERY] Another query, of this process or of another one, is running on the checkpoint location {folder}. "
        + "Stop it first, or give this query a checkpointLocation of its own. SQLSTATE: 0A000",
        cause)
    { SqlState = "0A000" };

    public static StreamingException Unusable(string folder, Exception cause) => new(
        "CHECKPOINT_LOCATION_UNUSABLE",
        $"The checkpoint location '{folder}' cannot be used: {cause.Message.TrimEnd('.')}. Give checkpointLocation a folder that exists, or can be made, and that this process may write to.",
        cause);

    public static StreamingException EmptyLocation() => new(
        "CHECKPOINT_LOCATION_UNUSABLE", "checkpointLocation is empty. Give it a folder, or leave the option out where the sink needs none.");

    public static StreamingException DiskFull(string folder, Exception cause) => new(
        "CHECKPOINT_DISK_FULL",
        $"[CHECKPOINT_DISK_FULL] The disk of the checkpoint location {folder} is full: {cause.Message}. "
        + "Free some space and start the query again: it goes on after the last committed batch.",
        cause);

    public static StreamingException MissingMetadata(string folder) => new(
        "STREAMING_CHECKPOINT_MISSING_METADATA_FILE",
        $"[STREAMING_CHECKPOINT_MISSING_METADATA_FILE] Checkpoint location {folder} is in an inconsistent state: the metadata file is missing but offset and/or commit logs contain data. "
        + "Please restore the metadata file or create a new checkpoint directory. SQLSTATE: 42K03")
    { SqlState = "42K03" };

    public static StreamingException BadMetadata(string path, Exception? cause = null) => new(
        "MALFORMED_LOG_FILE",
        $"[MALFORMED_LOG_FILE] The checkpoint's metadata file {path} is not of the form {{\"id\":\"<uuid>\"}}. Restore it from a backup, or start with a new checkpointLocation. SQLSTATE: KD002",
        cause)
    { SqlState = "KD002" };

    public const string Remedy = "Restore it from a backup, or start with a new checkpointLocation.";
}
