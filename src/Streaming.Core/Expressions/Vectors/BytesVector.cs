namespace Streaming;

/// <summary>Text (UTF-8) or binary: slices of one or more buffers, so that a cast from binary to text, a filter or a projection copies nothing.</summary>
internal sealed class BytesVector(DataType type) : ColumnVector(type)
{
    private byte[][] _arrays = [];
    private int[] _starts = [];
    private int[] _lengths = [];
    private byte[] _own = [];
    private int _ownLength;

    public override void Reset(int count)
    {
        base.Reset(count);
        Grow(count);
        _ownLength = 0;
    }

    /// <summary>Bytes of a row that is not NULL.</summary>
    public ReadOnlySpan<byte> Value(int row) => new(_arrays[row], _starts[row], _lengths[row]);

    /// <summary>Points a row at bytes that somebody else keeps until the batch is done.</summary>
    public void Set(int row, byte[] array, int start, int length)
    {
        _arrays[row] = array;
        _starts[row] = start;
        _lengths[row] = length;
    }

    /// <summary>Points a row at a row of another vector.</summary>
    public void Set(int row, BytesVector source, int sourceRow) => Set(row, source._arrays[sourceRow], source._starts[sourceRow], source._lengths[sourceRow]);

    /// <summary>Copies bytes into this vector's own buffer and points a row at them.</summary>
    public void SetCopy(int row, ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Commit(row, value.Length);
    }

    /// <summary>Room in this vector's own buffer; <see cref="Commit"/> says how much of it a row takes.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_own.Length - _ownLength < length)
        {
            // Rows that point into the old array keep it alive; they are not moved.
            _own = new byte[Math.Max(length, Math.Max(16 * 1024, _own.Length * 2))];
            _ownLength = 0;
        }

        return _own.AsSpan(_ownLength);
    }

    public void Commit(int row, int length)
    {
        Set(row, _own, _ownLength, length);
        _ownLength += length;
    }

    public void AppendCopy(ReadOnlySpan<byte> value)
    {
        Grow(Count + 1);
        Nulls.EnsureRow(Count);
        SetCopy(Count++, value);
    }

    /// <summary>Appends a row that points at bytes which somebody else keeps until the batch is done.</summary>
    public void AppendSlice(byte[] array, int start, int length)
    {
        Grow(Count + 1);
        Nulls.EnsureRow(Count);
        Set(Count++, array, start, length);
    }

    /// <summary>Appends a row that points at a slice.</summary>
    public void AppendSlice(Utf8Slice slice)
    {
        byte[] array = slice.Array(out int start);
        AppendSlice(array, start, slice.Length);
    }

    /// <summary>Appends a text as UTF-8.</summary>
    public void AppendText(ReadOnlySpan<char> value)
    {
        Grow(Count + 1);
        Nulls.EnsureRow(Count);
        int length = System.Text.Encoding.UTF8.GetByteCount(value);
        System.Text.Encoding.UTF8.GetBytes(value, Reserve(length));
        Commit(Count++, length);
    }

    /// <summary>Takes the last row away, so that another can be appended in its place.</summary>
    public void RemoveLast()
    {
        Count--;
        Nulls.Clear(Count);
    }

    public override void AppendFrom(ColumnVector source, int row)
    {
        if (source.IsNull(row))
        {
            AppendNull();
        }
        else
        {
            AppendCopy(((BytesVector)source).Value(row));
        }
    }

    public override void AppendNull()
    {
        Grow(Count + 1);
        Nulls.Set(Count);
        Set(Count++, [], 0, 0);
    }

    private void Grow(int count)
    {
        if (_starts.Length < count)
        {
            int size = Math.Max(count, Math.Max(1024, _starts.Length * 2));
            Array.Resize(ref _arrays, size);
            Array.Resize(ref _starts, size);
            Array.Resize(ref _lengths, size);
        }
    }
}
