namespace Streaming.Kafka;

/// <summary>How fast <see cref="EmbeddedKafka.ProduceAsync(string, IEnumerable{EmbeddedRecord}, EmbeddedProduceOptions?, CancellationToken)"/> may go.</summary>
public sealed class EmbeddedProduceOptions
{
    /// <summary>Records a second; 0 (the default) for no pace.</summary>
    public double RecordsPerSecond { get; init; }

    /// <summary>
    /// Number of these records that have been read so far. With it, producing waits whenever more than <see cref="MaxRecordsAhead"/> records or
    /// <see cref="MaxBytesAhead"/> bytes have not been read, so that the broker's retention drops nothing unread.
    /// </summary>
    public Func<long>? Consumed { get; init; }

    /// <summary>Most records ahead of the reader; 20,000 by default.</summary>
    public int MaxRecordsAhead { get; init; } = 20_000;

    /// <summary>Most bytes (keys and values) ahead of the reader; 2 MiB by default.</summary>
    public long MaxBytesAhead { get; init; } = 2 * 1024 * 1024;
}
