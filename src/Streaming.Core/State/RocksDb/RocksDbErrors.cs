namespace Streaming;

internal static class RocksDbErrors
{
    // The statuses that RocksDB's own texts begin with, and what the operating system calls its errors.
    private static readonly string[] s_full = ["No space left", "not enough space", "Disk quota exceeded", "NoSpace", "SpaceLimit"];
    private static readonly string[] s_refused = ["Permission denied", "Read-only file system", "Access is denied", "Operation not permitted"];
    private static readonly string[] s_held = ["lock hold by current process", "While lock file"];

    /// <summary>True where a database could not be opened because somebody has it open.</summary>
    public static bool IsHeld(string text) => Contains(s_held, text) && !Contains(s_refused, text) && !IsFull(text);

    /// <summary>True where a text says that the disk is full.</summary>
    public static bool IsFull(string text) => Contains(s_full, text);

    /// <summary>True where a text says that a folder must not be written to.</summary>
    public static bool IsRefused(string text) => Contains(s_refused, text);

    /// <summary>What a call to RocksDB ran into while the query runs.</summary>
    /// <param name="action">What was being done.</param>
    /// <param name="folder">Folder of the database.</param>
    /// <param name="text">RocksDB's text, which names the file where one is at fault.</param>
    public static Exception Of(string action, string folder, string text) =>
        IsFull(text) ? Full(action, folder, text)
        : IsRefused(text) ? Refused(folder, text)
        : text.StartsWith("Corruption", StringComparison.Ordinal) ? Damaged(action, folder, text)
        : CannotLoad($"RocksDB could not {action} in {folder}: {text.TrimEnd('.')}. {Again}");

    public static StreamingException Damaged(string action, string folder, string text) =>
        CannotLoad($"RocksDB found damaged files in {folder} when it had to {action}: {text.TrimEnd('.')}. {Again}");

    public static StreamingException Held(string folder, TimeSpan waited, string text) => CannotLoad(
        $"The RocksDB folder {folder} is in use by another query or process; waited {waited.TotalMilliseconds:F0} ms for it ({RocksDbStateOptions.Prefix}lockAcquireTimeoutMs): {text.TrimEnd('.')}. "
        + "Stop the other one, or give this query a folder of its own.");

    public static StreamingException Refused(string folder, string text) => CannotLoad(
        $"The RocksDB folder {folder} cannot be written to: {text.TrimEnd('.')}. Give this process the right to write there, or set {RocksDbStateOptions.LocalFolderName} to a folder where it has it.");

    public static StreamingException NotLoaded(Exception cause) => new(
        "STATE_STORE_NATIVE_LIBRARY",
        $"The native library of RocksDB could not be loaded on this system ({System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}): {cause.Message.TrimEnd('.')}. "
        + "It exists for linux-x64, linux-arm64, osx-x64, osx-arm64 and win-x64; elsewhere use the state backend in memory: spark.sql.streaming.stateStore.providerClass = memory.",
        cause);

    public static StreamingException Unusable(string folder, string text) => CannotLoad($"RocksDB cannot open the folder {folder}: {text.TrimEnd('.')}.");

    private const string Again = "Nothing committed is lost: start the query again, and the folder is made anew from the checkpoint's snapshots and deltas.";

    private static IOException Full(string action, string folder, string text) =>
        new($"RocksDB could not {action} in {folder}: {text}", DurableFile.DiskFullCode);

    private static StreamingException CannotLoad(string text) => new(
        "CANNOT_LOAD_STATE_STORE", $"[CANNOT_LOAD_STATE_STORE] An error occurred during loading state. {text} SQLSTATE: 58030")
    { SqlState = "58030" };

    private static bool Contains(string[] parts, string text) => Array.Exists(parts, part => text.Contains(part, StringComparison.OrdinalIgnoreCase));
}
