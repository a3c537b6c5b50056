using Confluent.Kafka;

namespace Streaming.Kafka.Clients.Confluent;

/// <summary>Copies a key or value from the client's memory into the batch that is being filled.</summary>
/// <remarks>Its "value" is where the bytes went: start in the upper half, length in the lower, or <see cref="None"/>.</remarks>
internal sealed class SpanCopier : IDeserializer<long>
{
    public const long None = -1;

    private readonly bool _isWanted;

    public SpanCopier(bool isWanted) => _isWanted = isWanted;

    public BatchBuffer? Target { get; set; }

    public long Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) =>
        isNull || !_isWanted ? None : ((long)Target!.Append(data) << 32) | (uint)data.Length;

    public static int Start(long place) => (int)(place >> 32);

    public static int Length(long place) => place == None ? -1 : (int)place;
}
