using Confluent.Kafka;

namespace Streaming.Bench;

/// <summary>Ignores keys. A value type as key type: code over reference types is shared and slower.</summary>
internal sealed class NoKeyReader : IDeserializer<byte>
{
    public byte Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) => 0;
}
