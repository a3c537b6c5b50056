using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>The time at which an entry of <see cref="DeduplicateState"/> expires; nothing where its key says it or it never does.</summary>
internal sealed class ExpirySerde(bool isWritten) : ISerde<long>
{
    public void Write(long value, ArrayBufferWriter<byte> output)
    {
        if (isWritten)
        {
            BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(sizeof(long)), value);
            output.Advance(sizeof(long));
        }
    }

    public long Read(ReadOnlySpan<byte> data) => isWritten ? BinaryPrimitives.ReadInt64BigEndian(data) : 0;
}
