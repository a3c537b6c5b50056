namespace Streaming;

/// <summary>What tells a state file from another one of the same epoch.</summary>
/// <param name="Entries">Number of entries.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Hash">Its last hash, which depends on all that is in it.</param>
internal readonly record struct StateFileStamp(long Entries, long Bytes, ulong Hash);
