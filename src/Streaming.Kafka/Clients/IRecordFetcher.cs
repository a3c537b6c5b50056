namespace Streaming.Kafka;

/// <summary>Fetches records of the partitions it is told to, ahead of the caller. Used by one thread.</summary>
internal interface IRecordFetcher : IDisposable
{
    /// <summary>Fetches partitions from an offset on. One that is fetched already starts again there; what it had fetched is dropped.</summary>
    void Start(IReadOnlyCollection<KeyValuePair<PartitionId, long>> positions);

    /// <summary>Stops fetching a partition until <see cref="Resume"/>; goes on after the last record handed out.</summary>
    void Pause(PartitionId partition);

    /// <summary>Undoes <see cref="Pause"/>.</summary>
    void Resume(PartitionId partition);

    /// <summary>Hands out what is there; waits only where there is nothing.</summary>
    /// <exception cref="KafkaClientException">The client as a whole cannot go on.</exception>
    FetchResult Fetch(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Gives a buffer back for reuse.</summary>
    void Return(KafkaRecordBuffer records);

    /// <summary>The last error of a connection, for error texts; null where there was none since the last record.</summary>
    string? LastProblem { get; }
}
