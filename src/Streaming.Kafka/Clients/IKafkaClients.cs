namespace Streaming.Kafka;

/// <summary>Makes clients; the seam between the source and sink and whatever speaks to the brokers.</summary>
/// <remarks>Making a client checks its settings and throws <see cref="KafkaClientException"/>; it does not wait for a broker.</remarks>
internal interface IKafkaClients
{
    IOffsetClient CreateOffsetClient(IReadOnlyDictionary<string, string> settings);

    IGroupOffsets CreateGroupOffsets(IReadOnlyDictionary<string, string> settings, string group);

    IRecordFetcher CreateFetcher(FetchOptions options);

    IRecordSender CreateSender(IReadOnlyDictionary<string, string> settings);
}
