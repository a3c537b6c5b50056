using System.Buffers;

namespace Streaming;

/// <summary>The text of the only column; an empty line for NULL.</summary>
internal sealed class TextRowWriter : RecordTextWriter
{
    public override void Write(ArrayBufferWriter<byte> target, ColumnVector[] columns, int row)
    {
        if (!columns[0].IsNull(row))
        {
            target.Write(((BytesVector)columns[0]).Value(row));
        }
    }
}
