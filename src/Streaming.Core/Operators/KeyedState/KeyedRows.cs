using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>The rows of an epoch by key, until its end. Reused; one thread owns it.</summary>
internal sealed class KeyedRows<T>
{
    private const int SegmentBits = 10;
    private const int SegmentMask = (1 << SegmentBits) - 1;
    private const int Large = 1 << 16;
    private const int SmallPart = 8;

    private readonly StatePartitioner _partitioner;
    private readonly KeyOrder<RowChain> _order = new();
    private KeyTable<RowChain> _keys = new();
    private T[][] _rows = [];
    private int[][] _next = [];
    private int _count;
    private int _mostKeys;
    private int _mostRows;

    public KeyedRows(StatePartitioner partitioner)
    {
        _partitioner = partitioner;
        Receiver = new ReceiverSide(this);
    }

    /// <summary>Takes rows from an exchange.</summary>
    public Operator<KeyedBatch<T>> Receiver { get; }

    /// <summary>Number of keys.</summary>
    public int KeyCount => _keys.Count;

    public void Add(ReadOnlySpan<byte> key, bool isNull, int partition, T row)
    {
        int number = Append(row);
        int index = _keys.GetOrAdd(key, isNull, out bool added);
        ref var entry = ref _keys.At(index);
        if (added)
        {
            entry.Partition = (ushort)(partition >= 0 ? partition : _partitioner.PartitionOf(key, isNull));
            entry.Value = new RowChain { First = number, Last = number, Count = 1 };
            return;
        }

        ref var chain = ref entry.Value;
        _next[chain.Last >> SegmentBits][chain.Last & SegmentMask] = number;
        chain.Last = number;
        chain.Count++;
    }

    /// <summary>Numbers of the keys in the order of their bytes, the null key first, as Spark has them within a partition.</summary>
    public ReadOnlySpan<int> InOrder() => _order.Sort(_keys);

    public RowChain Chain(int key) => _keys.At(key).Value;

    public int PartitionOf(int key) => _keys.At(key).Partition;

    /// <summary>The bytes of a key.</summary>
    /// <param name="key">Number of the key.</param>
    /// <param name="scratch">At least 16 bytes.</param>
    /// <param name="isNull">True for the null key.</param>
    public ReadOnlySpan<byte> KeyOf(int key, Span<byte> scratch, out bool isNull) => _keys.KeyOf(key, scratch, out isNull);

    /// <summary>The number of a key, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key, bool isNull) => _keys.Find(key, isNull);

    public T Row(int row) => _rows[row >> SegmentBits][row & SegmentMask];

    /// <summary>The next row of the same key, or -1.</summary>
    public int After(int row) => _next[row >> SegmentBits][row & SegmentMask];

    public void Clear()
    {
        // After an exceptionally large epoch the small ones are not to clear its table, nor to hold its memory.
        _mostKeys = Math.Max(_mostKeys, _keys.Count);
        if (_mostKeys > Large && _keys.Count < _mostKeys / SmallPart)
        {
            _keys = new KeyTable<RowChain>();
            _mostKeys = 0;
        }
        else if (_count > 0)
        {
            _keys.Clear();
        }

        _mostRows = Math.Max(_mostRows, _count);
        if (_mostRows > Large && _count < _mostRows / SmallPart)
        {
            _rows = [];
            _next = [];
            _mostRows = 0;
        }
        else if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            for (int i = 0; i << SegmentBits < _count; i++)
            {
                Array.Clear(_rows[i]);
            }
        }

        _count = 0;
    }

    private int Append(T row)
    {
        int segment = _count >> SegmentBits;
        if (segment == _rows.Length)
        {
            int length = Math.Max(4, segment * 2);
            Array.Resize(ref _rows, length);
            Array.Resize(ref _next, length);
        }

        var rows = _rows[segment] ??= new T[1 << SegmentBits];
        var next = _next[segment] ??= new int[1 << SegmentBits];
        int place = _count & SegmentMask;
        rows[place] = row;
        next[place] = -1;
        return _count++;
    }

    private sealed class ReceiverSide(KeyedRows<T> owner) : Operator<KeyedBatch<T>>
    {
        public override void Process(KeyedBatch<T> batch)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                owner.Add(batch.Key(i), batch.IsNull(i), batch.Partition(i), batch.Value(i));
            }
        }
    }
}
