using System.Buffers;

namespace Streaming;

/// <summary>Encodes the key columns of a row: one column as its bytes (text as it is), several with a presence byte each. One thread owns it.</summary>
/// <remarks>
/// Where a column is the time of the key, the bytes begin with it (see <see cref="OrderedKey"/>), and the column itself is not written again where the time tells it:
/// a timestamp, or windows of one length. The last column then needs no length, and no presence byte where its size is fixed, so that most keys stay short.
/// </remarks>
internal sealed class RowKeyCodec
{
    private readonly ValueCodec[] _columns;
    private readonly ArrayBufferWriter<byte> _scratch = new(256);
    private readonly int _timeColumn;
    private readonly long? _windowLength;
    private readonly bool _isTimeEnough;
    private readonly int _tail = -1;
    private readonly bool _isTailFixed;

    /// <summary>Creates the codec.</summary>
    /// <param name="types">Types of the columns.</param>
    /// <param name="timeColumn">The column with whose time the bytes begin, or -1.</param>
    /// <param name="windowLength">Where that column is a window: the length of all of them, null where they differ.</param>
    public RowKeyCodec(IEnumerable<DataType> types, int timeColumn = -1, long? windowLength = null)
    {
        var all = types.ToList();
        _columns = [.. all.Select(type => ValueCodec.Of(type, canonical: true))];
        _timeColumn = timeColumn;
        _windowLength = windowLength;
        if (timeColumn >= 0)
        {
            _isTimeEnough = windowLength is not null || all[timeColumn].IsTimestamp();
            _tail = all.Count - 1 == timeColumn ? all.Count - 2 : all.Count - 1;
            _isTailFixed = _tail >= 0 && Vectors.Create(all[_tail]) is not (BytesVector or ArrayVector or MapVector or StructVector);
        }
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
            if (i == _tail)
            {
                continue;
            }

            if (i != _timeColumn || !_isTimeEnough)
            {
                _columns[i].WriteNullable(keys[i], row, _scratch);
            }
        }

        if (_tail >= 0)
        {
            WriteTail(keys[_tail], row);
        }

        return _scratch.WrittenSpan;
    }

    /// <summary>Appends the parts of a key to the columns.</summary>
    public void Decode(ReadOnlySpan<byte> key, bool isNull, ReadOnlySpan<ColumnVector> columns)
    {
        if (_columns.Length != 1 || _timeColumn >= 0)
        {
            long time = 0;
            if (_timeColumn >= 0)
            {
                time = OrderedKey.ReadLong(key);
                key = key[OrderedKey.LongLength..];
            }

            for (int i = 0; i < _columns.Length; i++)
            {
                if (i == _tail)
                {
                    continue;
                }

                if (i == _timeColumn && _isTimeEnough)
                {
                    AppendTime(time, columns[i]);
                }
                else
                {
                    _columns[i].ReadNullable(ref key, columns[i]);
                }
            }

            if (_tail >= 0)
            {
                ReadTail(key, columns[_tail]);
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

    private void AppendTime(long time, ColumnVector column)
    {
        if (column is StructVector window)
        {
            ((FixedVector<long>)window.Fields[0]).Append(time - _windowLength!.Value);
            ((FixedVector<long>)window.Fields[1]).Append(time);
            window.AppendRow();
        }
        else if (time == EventTimes.Never)
        {
            column.AppendNull();
        }
        else
        {
            ((FixedVector<long>)column).Append(time);
        }
    }

    private void WriteTail(ColumnVector column, int row)
    {
        if (_isTailFixed)
        {
            if (!column.IsNull(row))
            {
                _columns[_tail].Write(column, row, _scratch);
            }
        }
        else if (column is BytesVector bytes)
        {
            bool isNull = bytes.IsNull(row);
            _scratch.GetSpan(1)[0] = isNull ? (byte)0 : (byte)1;
            _scratch.Advance(1);
            _scratch.Write(isNull ? default : bytes.Value(row));
        }
        else
        {
            _columns[_tail].WriteNullable(column, row, _scratch);
        }
    }

    private void ReadTail(ReadOnlySpan<byte> key, ColumnVector column)
    {
        if (_isTailFixed && !key.IsEmpty)
        {
            _columns[_tail].Read(ref key, column);
        }
        else if (_isTailFixed || key[0] == 0)
        {
            column.AppendNull();
        }
        else if (column is BytesVector bytes)
        {
            bytes.AppendCopy(key[1..]);
        }
        else
        {
            _columns[_tail].ReadNullable(ref key, column);
        }
    }
}
