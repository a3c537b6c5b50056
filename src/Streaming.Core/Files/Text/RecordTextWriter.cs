using System.Buffers;

namespace Streaming;

/// <summary>Formats a row as the text of one record, without the end of the line.</summary>
internal abstract class RecordTextWriter
{
    public abstract void Write(ArrayBufferWriter<byte> target, ColumnVector[] columns, int row);
}
