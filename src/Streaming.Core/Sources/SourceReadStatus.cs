namespace Streaming;

/// <summary>What <see cref="ISourceReader{T}.Read"/> found.</summary>
public enum SourceReadStatus
{
    /// <summary>A batch of at least one record.</summary>
    Batch,

    /// <summary>No record within the time allowed; the epoch has more to come.</summary>
    Waiting,

    /// <summary>All splits of the epoch have been read.</summary>
    EndOfEpoch,
}
