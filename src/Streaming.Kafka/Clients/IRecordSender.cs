namespace Streaming.Kafka;

/// <summary>Sends records. Used by one thread.</summary>
internal interface IRecordSender : IDisposable
{
    /// <summary>Queues a record, whose bytes are copied. Blocks while the queue is full.</summary>
    /// <exception cref="SendFailedException">This record, or one before it, was refused.</exception>
    void Send(string topic, TopicRecord record, CancellationToken cancellationToken);

    /// <summary>Returns when all records were delivered.</summary>
    /// <exception cref="SendFailedException">One was not.</exception>
    void Flush(CancellationToken cancellationToken);

    /// <summary>Forgets what is queued and any failure.</summary>
    void Abort();
}
