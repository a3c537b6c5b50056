namespace Streaming;

/// <summary>An encoder that says beforehand whether its rows name their topic.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public abstract class TopicEncoder<T> : ITopicEncoder<T>
{
    /// <summary>True where rows may name their topic, so that the sink needs no <c>topic</c> option.</summary>
    public virtual bool NamesTopic => false;

    /// <inheritdoc/>
    public abstract void Encode(T row, long timestamp, TopicRecord record);
}
