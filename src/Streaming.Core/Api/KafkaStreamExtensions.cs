namespace Streaming;

/// <summary>Operations on streams of Kafka records.</summary>
public static class KafkaStreamExtensions
{
    /// <summary>Decodes the values of the records.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="stream">The records.</param>
    /// <param name="serde">Reads a value, for example <c>Serdes.Json&lt;Person&gt;()</c>. A null value is a bad record: its reason is <c>null value</c>.</param>
    /// <param name="options">What happens to records that cannot be read; null: the query fails.</param>
    public static DataStream<T> DecodeValues<T>(this DataStream<KafkaRecord> stream, ISerde<T> serde, DecodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(serde);
        return stream.Decode(record => record.HasValue ? serde.Read(record.Value) : throw new FormatException("null value"), options);
    }

    /// <summary>Decodes keys and values; a missing key gives the default of <typeparamref name="TKey"/>.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="stream">The records.</param>
    /// <param name="keySerde">Reads a key.</param>
    /// <param name="valueSerde">Reads a value.</param>
    /// <param name="options">What happens to records that cannot be read; null: the query fails.</param>
    public static DataStream<(TKey? Key, TValue Value)> DecodeKeyValues<TKey, TValue>(
        this DataStream<KafkaRecord> stream, ISerde<TKey> keySerde, ISerde<TValue> valueSerde, DecodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentNullException.ThrowIfNull(valueSerde);
        return stream.Decode<(TKey? Key, TValue Value)>(
            record => (record.HasKey ? keySerde.Read(record.Key) : default, record.HasValue ? valueSerde.Read(record.Value) : throw new FormatException("null value")), options);
    }

    /// <summary>Decodes records with a function of one's own; what it throws is the reason of a bad record.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="stream">The records.</param>
    /// <param name="decode">Reads a record, or throws.</param>
    /// <param name="options">What happens to records that cannot be read; null: the query fails.</param>
    public static DataStream<T> Decode<T>(this DataStream<KafkaRecord> stream, Func<KafkaRecord, T> decode, DecodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(decode);
        options ??= new DecodeOptions();
        if ((options.OnBadRecord == OnBadRecord.DeadLetter) != (options.DeadLetterTopic is not null))
        {
            throw new ArgumentException("DeadLetterTopic must be set with OnBadRecord.DeadLetter, and only with it.", nameof(options));
        }

        return new DataStream<T>(stream.Session, new DecodeNode<T>(stream.Node, decode, options));
    }
}
