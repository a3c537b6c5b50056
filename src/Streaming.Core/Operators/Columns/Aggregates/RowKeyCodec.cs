using System.Buffers;

namespace Streaming;

/// <summary>Encodes the key columns of a row: one column as its bytes (text as it is), several with a presence byte each. One thread owns it.</summary>
internal sealed class RowKeyCodec
{
    private readonly ValueCodec[] _columns;
    private readonly ArrayBufferWriter<byte> _scratch = new(256);
    private readonly int _timeColumn;

    /// <summary>Creates the codec.</summary>
    /// <param name="types">Types of the columns.</param>
    /// <param name="timeColumn">The column with whose time the bytes begin (see <see cref="OrderedKey"/>), or -1.</param>
    public RowKeyCodec(IEnumerable<DataType> types, int timeColumn = -1)
    {
        _columns = [.. types.Select(type => ValueCodec.Of(type, canonical: true))];
        _timeColumn = timeColumn;
    }

    public int Columns => _columns.Length;

    /// <summary>The key of a row; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<ColumnVector> keys, int row, out bool isNull)
    {
        isNull = false;
        if (_columns.Length == 1 && _timeColumn < 0)
        {
            isNull = keys[0].IsNull(row);
            if (isNull)
            {
                return default;
            }

            if (keys[0] is BytesVector bytes)
            {
                return bytes.Value(row);
            }

            _scratch.ResetWrittenCount();
            _columns[0].Write(keys[0], row, _scratch);
            return _scratch.WrittenSpan;
        }

        // A key of several columns is never null as a whole, only in its parts.
        _scratch.ResetWrittenCount();
        if (_timeColumn >= 0)
        {
            OrderedKey.WriteLong(_scratch.GetSpan(OrderedKey.LongLength), EventTimes.Expiry(keys[_timeColumn], row));
            _scratch.Advance(OrderedKey.LongLength);
        }

        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].WriteNullable(keys[i], row, _scratch);
        }

        return _scratch.WrittenSpan;
    }

    /// <summary>Appends the parts of a key to the columns.</summary>
    public void Decode(ReadOnlySpan<byte> key, bool isNull, ReadOnlySpan<ColumnVector> columns)
    {
        if (_columns.Length != 1 || _timeColumn >= 0)
        {
            key = _timeColumn >= 0 ? key[OrderedKey.LongLength..] : key;
            for (int i = 0; i < _columns.Length; i++)
            {
                _columns[i].ReadNullable(ref key, columns[i]);
            }
        }
        else if (isNull)
        {
            columns[0].AppendNull();
        }
        else if (columns[0] is BytesVector bytes)
        {
            bytes.AppendCopy(key);
        }
        else
        {
            _columns[0].Read(ref key, columns[0]);
        }
    }
}
