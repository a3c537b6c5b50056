using Confluent.Kafka;

namespace Streaming.Bench;

/// <summary>Writes no key.</summary>
internal sealed class NoKeyWriter : ISerializer<byte>
{
    public byte[] Serialize(byte data, SerializationContext context) => null!;
}
