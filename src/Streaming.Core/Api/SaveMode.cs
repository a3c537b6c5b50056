namespace Streaming;

/// <summary>What happens when bounded data is written where something is already.</summary>
public enum SaveMode
{
    /// <summary>It fails.</summary>
    ErrorIfExists,

    /// <summary>Files are added.</summary>
    Append,

    /// <summary>The new files take the place of the old ones, which stay until all is written.</summary>
    Overwrite,

    /// <summary>Nothing is written.</summary>
    Ignore,
}
