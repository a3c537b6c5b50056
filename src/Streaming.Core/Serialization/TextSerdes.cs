using System.Buffers;
using System.Text;

namespace Streaming;

/// <summary>UTF-8 text. Bytes that are no UTF-8 are read as U+FFFD, as Kafka's string deserializer does.</summary>
internal sealed class Utf8Serde : ISerde<string>
{
    // Up to here room for the worst case is asked for at once; above, the text is measured first.
    private const int ShortText = 1024;

    public void Write(string value, ArrayBufferWriter<byte> output)
    {
        int room = value.Length <= ShortText ? value.Length * 3 : Encoding.UTF8.GetByteCount(value);
        if (room == 0)
        {
            return;
        }

        output.Advance(Encoding.UTF8.GetBytes(value, output.GetSpan(room)));
    }

    public string Read(ReadOnlySpan<byte> data) => Encoding.UTF8.GetString(data);
}

internal sealed class Utf8SliceSerde : ISerde<Utf8Slice>
{
    public void Write(Utf8Slice value, ArrayBufferWriter<byte> output) => output.Write(value.Span);

    public Utf8Slice Read(ReadOnlySpan<byte> data) => data.IsEmpty ? default : new Utf8Slice(data.ToArray());
}

internal sealed class BytesSerde : ISerde<byte[]>
{
    public void Write(byte[] value, ArrayBufferWriter<byte> output) => output.Write(value);

    public byte[] Read(ReadOnlySpan<byte> data) => data.ToArray();
}

internal sealed class MemorySerde : ISerde<ReadOnlyMemory<byte>>
{
    public void Write(ReadOnlyMemory<byte> value, ArrayBufferWriter<byte> output) => output.Write(value.Span);

    public ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> data) => data.ToArray();
}
