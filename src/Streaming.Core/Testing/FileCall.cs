namespace Streaming.Testing;

/// <summary>A call to a file system.</summary>
/// <param name="Operation">What was called.</param>
/// <param name="Path">The file or folder; of a rename the new name.</param>
public readonly record struct FileCall(FileOperation Operation, string Path);
