namespace Streaming;

internal static class StateErrors
{
    private const string Remedy = "Restore the checkpoint from a backup, or start with a new checkpointLocation.";

    // Older files are kept for as long as the logs, so they can often make up for a snapshot.
    private const string SnapshotRemedy =
        "Delete the file and start again: the state is then rebuilt from the older files, where they are still there. Otherwise restore the checkpoint from a backup, or start with a new checkpointLocation.";

    public static StreamingException Damaged(StateFileKind kind, string path, string what, Exception? cause = null) => CannotLoad(
        $"The {NameOf(kind)} file {path} is damaged: {what}. {(kind == StateFileKind.Snapshot ? SnapshotRemedy : Remedy)}", cause);

    public static StreamingException NewerVersion(StateFileKind kind, string path, uint version, uint supported) => CannotLoad(
        $"The {NameOf(kind)} file {path} has the version {version}, the highest that can be read is {supported}: a newer release wrote it. Upgrade.");

    public static StreamingException MissingDelta(string path, long epoch, long snapshot) => CannotLoad(
        $"Error reading delta file {path}: {path} does not exist. The state after epoch {epoch} needs it, because "
        + (snapshot < 0 ? "there is no snapshot up to there. " : $"the newest snapshot up to there is of epoch {snapshot}. ") + Remedy);

    public static StreamingException Missing(StateFileKind kind, string path, Exception cause) =>
        CannotLoad($"Error reading {NameOf(kind)} file {path}: {path} does not exist. {Remedy}", cause);

    public static StreamingException BadMetadata(string path, string what, Exception? cause = null) => CannotLoad($"The file {path} cannot be read: {what}. {Remedy}", cause);

    private static string NameOf(StateFileKind kind) => kind == StateFileKind.Snapshot ? "snapshot" : "delta";

    private static StreamingException CannotLoad(string text, Exception? cause = null) => new(
        "CANNOT_LOAD_STATE_STORE", $"[CANNOT_LOAD_STATE_STORE] An error occurred during loading state. {text} SQLSTATE: 58030", cause)
    { SqlState = "58030" };
}
