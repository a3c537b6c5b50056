namespace Streaming.Testing;

/// <summary>How a call to a file system fails.</summary>
public enum FileFault
{
    /// <summary>This one call throws "disk full" and does nothing.</summary>
    DiskFull,

    /// <summary>Like <see cref="DiskFull"/>, but a write puts the first half of its bytes into the file.</summary>
    ShortWrite,

    /// <summary>The machine dies: a write puts half of its bytes into the file, and every later call throws as well.</summary>
    Crash,
}
