namespace Streaming.Kafka;

/// <summary>Registers the format <c>kafka</c> as a source of <see cref="KafkaRecord"/> and as a sink.</summary>
public sealed class KafkaFormats : IStreamFormatModule
{
    /// <inheritdoc/>
    public void Register(StreamFormats formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        formats.Register<KafkaRecord>(new KafkaSourceProvider());
        formats.Register(new KafkaSinkProvider());
    }
}
