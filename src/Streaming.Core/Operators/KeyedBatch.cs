namespace Streaming;

/// <summary>Rows with their encoded keys on the way to the worker that owns the keys. Reused.</summary>
internal sealed class KeyedBatch<TValue>(int capacity = KeyedBatch<TValue>.DefaultCapacity)
{
    public const int DefaultCapacity = 1024;

    private readonly TValue[] _values = new TValue[capacity];
    private readonly int[] _keyEnds = new int[capacity];
    private readonly ushort[] _partitions = new ushort[capacity];
    private readonly bool[] _isNull = new bool[capacity];
    private byte[] _keys = new byte[capacity * 16];

    public int Count { get; private set; }

    public bool IsFull => Count == _values.Length;

    public void Add(ReadOnlySpan<byte> key, bool isNull, int partition, TValue value)
    {
        int start = Count == 0 ? 0 : _keyEnds[Count - 1];
        if (_keys.Length - start < key.Length)
        {
            Array.Resize(ref _keys, Math.Max(_keys.Length * 2, checked(start + key.Length)));
        }

        key.CopyTo(_keys.AsSpan(start));
        _keyEnds[Count] = start + key.Length;
        _isNull[Count] = isNull;
        _partitions[Count] = (ushort)partition;
        _values[Count] = value;
        Count++;
    }

    public ReadOnlySpan<byte> Key(int row)
    {
        int start = row == 0 ? 0 : _keyEnds[row - 1];
        return _keys.AsSpan(start, _keyEnds[row] - start);
    }

    public bool IsNull(int row) => _isNull[row];

    public int Partition(int row) => _partitions[row];

    public ref readonly TValue Value(int row) => ref _values[row];

    public void Clear()
    {
        if (System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<TValue>())
        {
            Array.Clear(_values, 0, Count);
        }

        Count = 0;
    }
}
