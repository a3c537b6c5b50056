namespace Streaming.Kafka;

/// <summary>Makes clients; the seam between the source and sink and whatever speaks to the brokers.</summary>
/// <remarks>Making a client checks its settings and throws <see cref="KafkaClientException"/>; it does not wait for a broker.</remarks>
internal interface IKafkaClients
{
    /// <param name="settings">The client's settings.</param>
    /// <param name="stopping">Ends a wait for brokers that do not answer, with an <see cref="OperationCanceledException"/>.</param>
    IOffsetClient CreateOffsetClient(IReadOnlyDictionary<string, string> settings, CancellationToken stopping);

    IGroupOffsets CreateGroupOffsets(IReadOnlyDictionary<string, string> settings, string group);

    IRecordFetcher CreateFetcher(FetchOptions options);

    IRecordSender CreateSender(IReadOnlyDictionary<string, string> settings);
}
