using System.Buffers;

namespace Streaming;

/// <summary>64-bit integers.</summary>
internal sealed class Int64Column(int capacity) : IColumn
{
    public long[] Values { get; } = new long[capacity];

    public NullBitmap Nulls { get; } = new(capacity);

    public bool IsNull(int row) => Nulls[row];

    public void Encode(int row, ArrayBufferWriter<byte> output) => Serdes.Int64.Write(Values[row], output);
}
