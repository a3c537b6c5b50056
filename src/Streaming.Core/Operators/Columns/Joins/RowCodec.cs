using System.Buffers;

namespace Streaming;

/// <summary>Encodes whole rows, to be kept and read again. One thread owns it.</summary>
internal sealed class RowCodec
{
    private readonly ValueCodec[] _columns;
    private readonly ArrayBufferWriter<byte> _scratch = new(256);

    public RowCodec(StructType schema) => _columns = [.. schema.Fields.Select(field => ValueCodec.Of(field.Type, canonical: false))];

    /// <summary>The bytes of a row; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<ColumnVector> columns, int row)
    {
        _scratch.ResetWrittenCount();
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].WriteNullable(columns[i], row, _scratch);
        }

        return _scratch.WrittenSpan;
    }

    /// <summary>Appends a row to the columns.</summary>
    public void Decode(ReadOnlySpan<byte> data, ReadOnlySpan<ColumnVector> columns)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].ReadNullable(ref data, columns[i]);
        }
    }
}
