using Confluent.Kafka;

namespace Streaming.Bench;

/// <summary>Copies each value from the client's memory into one growing buffer; the result is its length, -1 for null.</summary>
internal sealed class ValueReader : IDeserializer<int>
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    /// <summary>The value that was read last.</summary>
    public ReadOnlySpan<byte> Last(int length) => _bytes.AsSpan(_length - length, length);

    /// <summary>Forgets what was read.</summary>
    public void Clear() => _length = 0;

    public int Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        if (_bytes.Length - _length < data.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + data.Length));
        }

        data.CopyTo(_bytes.AsSpan(_length));
        _length += data.Length;
        return isNull ? -1 : data.Length;
    }
}
