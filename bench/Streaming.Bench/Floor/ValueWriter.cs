using Confluent.Kafka;

namespace Streaming.Bench;

/// <summary>Hands the producer an array of exactly the value's size, one per size; the client copies it before Produce returns.</summary>
internal sealed class ValueWriter : ISerializer<byte>
{
    private readonly byte[][] _arrays = [.. Enumerable.Range(0, 256).Select(length => new byte[length])];
    private byte[] _next = [];

    /// <summary>Sets the value of the next record.</summary>
    public void Set(ReadOnlySpan<byte> value)
    {
        _next = value.Length < _arrays.Length ? _arrays[value.Length] : new byte[value.Length];
        value.CopyTo(_next);
    }

    public byte[] Serialize(byte data, SerializationContext context) => _next;
}
