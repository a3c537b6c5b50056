namespace Streaming;

/// <summary>What happens to a record that cannot be decoded.</summary>
public enum OnBadRecord
{
    /// <summary>The query fails and names topic, partition, offset and reason.</summary>
    Fail,

    /// <summary>The record is left out and counted.</summary>
    Skip,

    /// <summary>The record goes unchanged to a dead-letter topic, with topic, partition, offset and reason as headers.</summary>
    DeadLetter,
}
