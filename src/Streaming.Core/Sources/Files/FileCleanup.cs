namespace Streaming;

/// <summary>What happens to files whose batch is committed.</summary>
internal enum FileCleanup
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>They are moved to another folder.</summary>
    Archive,

    /// <summary>They are deleted.</summary>
    Delete,
}
