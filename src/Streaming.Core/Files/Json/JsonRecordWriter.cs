using System.Buffers;

namespace Streaming;

/// <summary>A row as a JSON object.</summary>
internal sealed class JsonRecordWriter(StructType schema, JsonOptions options, EvaluationContext evaluation) : RecordTextWriter
{
    private readonly JsonRowWriter _writer = new(options);
    private StructVector? _row;
    private ColumnVector[]? _columns;

    public override void Write(ArrayBufferWriter<byte> target, ColumnVector[] columns, int row)
    {
        if (_columns != columns)
        {
            _columns = columns;
            _row = new StructVector(schema, columns);
        }

        target.Write(_writer.Write(_row!, row, evaluation));
    }
}
