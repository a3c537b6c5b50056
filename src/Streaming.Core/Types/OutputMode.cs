namespace Streaming;

/// <summary>Which rows of the result an epoch writes.</summary>
public enum OutputMode
{
    /// <summary>Only rows that will not change any more.</summary>
    Append,

    /// <summary>Rows that were updated in the epoch.</summary>
    Update,

    /// <summary>The whole result table, each epoch.</summary>
    Complete,
}
