namespace Streaming.Testing;

/// <summary>The source <c>kafka</c> of a driver.</summary>
internal sealed class MemoryTopicSourceProvider(MemoryTopics topics) : IStreamSourceProvider<KafkaRecord>
{
    public string ShortName => "kafka";

    public IStreamSource<KafkaRecord> CreateSource(SourceContext context)
    {
        var settings = TopicSourceSettings.Read(context.Options);
        context.Options.RejectUnread("source 'kafka'"); // before anything is written to the checkpoint
        return new MemoryTopicSource(settings, topics, context);
    }
}
