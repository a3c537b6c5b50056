namespace Streaming.Kafka;

/// <summary>The Kafka sink of a query.</summary>
internal sealed class KafkaSink<T> : IStreamSink<T>
{
    private readonly Dictionary<string, string> _client;
    private readonly string? _topic;
    private readonly bool _withHeaders;
    private readonly Func<ITopicEncoder<T>> _encoder;
    private readonly IKafkaClients _clients;
    private readonly List<KafkaSinkWriter<T>> _writers = [];
    private IRecordSender? _first;

    public KafkaSink(Dictionary<string, string> client, string? topic, bool withHeaders, Func<ITopicEncoder<T>> encoder, IKafkaClients clients)
    {
        _client = client;
        _topic = topic;
        _withHeaders = withHeaders;
        _encoder = encoder;
        _clients = clients;

        // Made now: a bad setting fails the start, not the first epoch.
        _first = Connect();
    }

    public string Description => $"KafkaSink[{_topic ?? "topic of each row"}]";

    public ISinkWriter<T> CreateWriter(int worker)
    {
        var sender = Interlocked.Exchange(ref _first, null) ?? Connect();
        var writer = new KafkaSinkWriter<T>(sender, _encoder(), _topic, _withHeaders, _client["bootstrap.servers"]);
        _writers.Add(writer);
        return writer;
    }

    public long Commit(long epoch) => _writers.Sum(writer => writer.Written);

    public void Dispose() => _first?.Dispose();

    private IRecordSender Connect()
    {
        try
        {
            return _clients.CreateSender(_client);
        }
        catch (KafkaClientException failure)
        {
            throw KafkaErrors.Client(failure, "Making the Kafka producer", _client["bootstrap.servers"]);
        }
    }
}
