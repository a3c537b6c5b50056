using Streaming.Kafka.Clients.Confluent;

namespace Streaming.Kafka;

/// <summary>The source <c>kafka</c>: options of Spark's Kafka source, rows of type <see cref="KafkaRecord"/>.</summary>
/// <remarks>
/// Options beyond Spark's: <c>recordFields</c> (a comma list of <c>key</c>, <c>value</c>, <c>timestamp</c>; default all three) names the fields that the
/// query uses, so that the others are not read; <c>commitOffsetsToGroup</c> names a consumer group that the offsets of committed epochs are also
/// committed to, so that lag is visible in Kafka's tools. It is never read.
/// As in Spark, records of open and aborted transactions are read too unless <c>kafka.isolation.level</c> is <c>read_committed</c>.
/// A reader keeps at most 64 MiB fetched ahead (<c>kafka.queued.max.messages.kbytes</c>), and 16 MiB a partition past the end of an epoch.
/// </remarks>
public sealed class KafkaSourceProvider : IStreamSourceProvider<KafkaRecord>
{
    /// <inheritdoc/>
    public string ShortName => "kafka";

    /// <inheritdoc/>
    public void CheckOptions(StreamOptions options) => SourceSettings.ForStream(options, Guid.Empty, 0);

    /// <inheritdoc/>
    public IStreamSource<KafkaRecord> CreateSource(SourceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new KafkaSource(SourceSettings.ForStream(context.Options, context.QueryId, context.SourceIndex), context, ConfluentClients.Instance);
    }
}
