namespace Streaming.Kafka;

/// <summary>The kinds of failure that the code above the clients tells apart.</summary>
internal enum KafkaFailure
{
    /// <summary>No broker answers, or not in time.</summary>
    Unreachable,

    /// <summary>The brokers refuse the credentials, or TLS fails.</summary>
    Authentication,

    /// <summary>The credentials do not allow it.</summary>
    Authorization,

    /// <summary>There is no such topic or partition.</summary>
    UnknownTopicOrPartition,

    /// <summary>The offset is not in the log any more, or not yet.</summary>
    OffsetOutOfRange,

    /// <summary>The client does not know a setting, or not this value.</summary>
    Configuration,

    /// <summary>A record is larger than the client or the broker allows.</summary>
    RecordTooLarge,

    /// <summary>Anything else that may go away by itself.</summary>
    Transient,

    /// <summary>Anything else that does not.</summary>
    Fatal,
}
