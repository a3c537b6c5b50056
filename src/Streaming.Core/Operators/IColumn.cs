using System.Buffers;

namespace Streaming;

/// <summary>A column of a <see cref="ColumnBatch"/>.</summary>
internal interface IColumn
{
    bool IsNull(int row);

    /// <summary>Appends the bytes of a value that is not null; equal values have equal bytes.</summary>
    void Encode(int row, ArrayBufferWriter<byte> output);
}
