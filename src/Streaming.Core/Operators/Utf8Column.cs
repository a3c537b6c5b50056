using System.Buffers;

namespace Streaming;

/// <summary>Text or bytes, one value after another in a buffer.</summary>
internal sealed class Utf8Column(int capacity) : IColumn
{
    private readonly int[] _ends = new int[capacity];

    public BatchBuffer Data { get; } = new(capacity * 16);

    public NullBitmap Nulls { get; } = new(capacity);

    /// <summary>Sets the value of the next row; rows are filled in order.</summary>
    public void Set(int row, ReadOnlySpan<byte> value)
    {
        Data.Append(value);
        _ends[row] = Data.Length;
        Nulls[row] = false;
    }

    public void SetNull(int row)
    {
        _ends[row] = Data.Length;
        Nulls[row] = true;
    }

    public ReadOnlySpan<byte> Value(int row)
    {
        int start = row == 0 ? 0 : _ends[row - 1];
        return Data.Bytes.AsSpan(start, _ends[row] - start);
    }

    public void Clear() => Data.Clear();

    public bool IsNull(int row) => Nulls[row];

    public void Encode(int row, ArrayBufferWriter<byte> output)
    {
        var value = Value(row);
        value.CopyTo(output.GetSpan(value.Length));
        output.Advance(value.Length);
    }
}
