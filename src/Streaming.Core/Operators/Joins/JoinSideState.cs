using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>The rows that one side of a join of two streams keeps on one worker: by key, in pages, with an index of pages by the time of their earliest row.</summary>
/// <remarks>Knows rows only as bytes, so that typed and column joins share it. One thread owns it.</remarks>
internal sealed class JoinSideState
{
    /// <summary>Spark counts rows by key and by number, on either side.</summary>
    public const int SparksStores = 4;

    // A page is written back as a whole when one of its rows changed.
    private const int PageBytes = 16 * 1024;

    private readonly OperatorState _state;
    private readonly StateTable<JoinRows> _pages;
    private readonly StateTable<byte>? _times;
    private readonly ArrayBufferWriter<byte> _key = new(256);
    private readonly ArrayBufferWriter<byte> _timeKey = new(256);
    private readonly List<(byte[] Key, int Partition)> _due = [];
    private readonly HashSet<int> _marked = [];
    private readonly byte _isTimed;
    private int _partition;
    private int _page;
    private int _at;
    private int _lastPage;
    private int _pageNumber;

    /// <summary>Creates the state.</summary>
    /// <param name="state">The operator's state.</param>
    /// <param name="store">Number of the store with the rows; the one after the next has the index.</param>
    /// <param name="name">Name of the side.</param>
    /// <param name="keySchema">The key.</param>
    /// <param name="rowSchema">The row.</param>
    /// <param name="isTimed">Whether rows are ever finished.</param>
    public JoinSideState(OperatorState state, byte store, string name, string keySchema, string rowSchema, bool isTimed)
    {
        _state = state;
        _pages = state.Table(store, new StateStoreSchema($"{name} rows", keySchema, rowSchema), JoinRowsSerde.Instance);
        _isTimed = isTimed ? (byte)1 : (byte)0;
        _times = isTimed ? state.Table(checked((byte)(store + 2)), new StateStoreSchema($"{name} times", $"time, {keySchema}", ""), MarkSerde.Instance, isTimed: true) : null;
    }

    /// <summary>The row that <see cref="MoveNext"/> came to.</summary>
    public JoinRowRef Current => new(_page, _at);

    /// <summary>Keeps a row.</summary>
    /// <param name="partition">State partition of the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="isNull">Whether it is the null key.</param>
    /// <param name="time">When the row is finished, in microseconds; <see cref="long.MaxValue"/> for never.</param>
    /// <param name="isMatched">Whether it has had a partner.</param>
    /// <param name="row">Its bytes.</param>
    public void Add(int partition, ReadOnlySpan<byte> key, bool isNull, long time, bool isMatched, ReadOnlySpan<byte> row)
    {
        int page = PageOf(partition, key, isNull, 0, out bool added);
        if (added)
        {
            _pages.Value(page) = new JoinRows();
        }

        var first = _pages.Value(page);
        var rows = first;
        if (first.LastPage > 0)
        {
            page = PageOf(partition, key, isNull, first.LastPage, out added);
            rows = added ? _pages.Value(page) = new JoinRows() : _pages.Value(page);
        }

        if (rows.Length >= PageBytes)
        {
            int firstIndex = PageOf(partition, key, isNull, 0, out _);
            first.LastPage++;
            first.FirstPage = first.FirstPage == 0 ? first.LastPage : first.FirstPage;
            _pages.MarkDirty(firstIndex);
            page = PageOf(partition, key, isNull, first.LastPage, out _);
            _pages.Value(page) = rows = new JoinRows();
        }

        long before = rows.EarliestTime;
        rows.Add(_state.Times.Epoch, time, isMatched, row);
        _pages.MarkDirty(page);
        Index(partition, before, rows.EarliestTime, _key.WrittenSpan);
        _state.AddRows(partition, 1);
        _state.Updated++;
    }

    /// <summary>Goes before the first row of a key; <see cref="MoveNext"/> then goes through them.</summary>
    public void Seek(int partition, ReadOnlySpan<byte> key, bool isNull)
    {
        WriteKey(key, isNull, 0);
        _partition = partition;
        _page = _pages.Find(_key.WrittenSpan, false, partition);
        _at = -1;
        _pageNumber = 0;
        _lastPage = _page < 0 ? -1 : _pages.Value(_page).LastPage;
    }

    /// <summary>Goes to the next row of the key. Rows of this side must not be added or removed meanwhile.</summary>
    public bool MoveNext()
    {
        while (_pageNumber <= _lastPage)
        {
            if (_page >= 0)
            {
                var rows = _pages.Value(_page);
                int next = _at < 0 ? 0 : rows.Next(_at);
                if (next < rows.Length)
                {
                    _at = next;
                    return true;
                }

                _pageNumber = _pageNumber == 0 ? Math.Max(1, rows.FirstPage) : _pageNumber + 1;
            }
            else
            {
                _pageNumber++;
            }

            if (_pageNumber > _lastPage)
            {
                return false;
            }

            BinaryPrimitives.WriteInt32BigEndian(Writable()[^sizeof(int)..], _pageNumber);
            _page = _pages.Find(_key.WrittenSpan, false, _partition);
            _at = -1;
        }

        return false;
    }

    public ReadOnlySpan<byte> RowOf(JoinRowRef row) => _pages.Value(row.Page).RowAt(row.At);

    public bool IsMatched(JoinRowRef row) => _pages.Value(row.Page).IsMatched(row.At);

    /// <summary>Notes that a row has had a partner.</summary>
    public void Mark(JoinRowRef row)
    {
        var rows = _pages.Value(row.Page);
        if (!rows.IsMatched(row.At))
        {
            rows.Mark(row.At);
            _pages.MarkDirty(row.Page);
            _marked.Add(row.Page);
        }
    }

    /// <summary>Removes the rows that have been marked since the last call. A row of this epoch counts as never kept, as in Spark, where the other side comes first.</summary>
    public void RemoveMarked()
    {
        Span<byte> scratch = stackalloc byte[16];
        foreach (int page in _marked)
        {
            var rows = _pages.Value(page);
            var test = new Unmarked(_state);
            long before = rows.EarliestTime;
            rows.Keep(ref test);
            byte[] key = _pages.KeyOf(page, scratch, out _).ToArray();
            int partition = _pages.PartitionOf(page);
            _state.AddRows(partition, -test.Removed);
            Index(partition, before, rows.EarliestTime, key);
            Drop(page, key, partition);
        }

        _marked.Clear();
    }

    /// <summary>Forgets which rows were marked; they stay.</summary>
    public void KeepMarked() => _marked.Clear();

    /// <summary>Removes the rows whose time is not after a bound, and shows them.</summary>
    /// <param name="bound">The bound in microseconds.</param>
    /// <param name="visitor">Sees each row before it goes, and says whether it counts as one that was kept.</param>
    public void Expire<TVisitor>(long bound, ref TVisitor visitor)
        where TVisitor : struct, IJoinRowVisitor
    {
        if (_times is null)
        {
            return;
        }

        var collector = new Collector(_due);
        _times.Expire(bound, ref collector);
        foreach (var (key, partition) in _due)
        {
            int page = _pages.Find(key, false, partition);
            if (page < 0)
            {
                continue;
            }

            var rows = _pages.Value(page);
            var test = new Later<TVisitor>(bound, _state.Times.Epoch, visitor);
            rows.Keep(ref test);
            visitor = test.Visitor;
            _pages.MarkDirty(page);
            _state.AddRows(partition, -(test.Removed + test.Uncounted));
            _state.Removed += test.Removed;
            _state.Updated -= test.Uncounted;
            Index(partition, long.MaxValue, rows.EarliestTime, key);
            Drop(page, key, partition);
        }

        _due.Clear();
    }

    // A page without rows goes; the first page of a key only with the last one.
    private void Drop(int page, byte[] key, int partition)
    {
        var rows = _pages.Value(page);
        if (rows.Length > 0)
        {
            return;
        }

        var number = key.AsSpan(key.Length - sizeof(int));
        int first = page;
        if (BinaryPrimitives.ReadInt32BigEndian(number) != 0)
        {
            _pages.Remove(page);
            BinaryPrimitives.WriteInt32BigEndian(number, 0);
            first = _pages.Find(key, false, partition);
            rows = _pages.Value(first);
        }

        int from = rows.FirstPage;
        int to = rows.LastPage;
        while (from > 0 && from <= to && !HasPage(key, from, partition))
        {
            from++;
        }

        while (to > 0 && to >= from && !HasPage(key, to, partition))
        {
            to--;
        }

        (from, to) = from > to ? (0, 0) : (from, to);
        if ((from, to) != (rows.FirstPage, rows.LastPage))
        {
            (rows.FirstPage, rows.LastPage) = (from, to);
            _pages.MarkDirty(first);
        }

        if (to == 0 && rows.Length == 0)
        {
            _pages.Remove(first);
        }
    }

    private bool HasPage(byte[] key, int number, int partition)
    {
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(key.Length - sizeof(int)), number);
        return _pages.Find(key, false, partition) >= 0;
    }

    private void Index(int partition, long before, long after, ReadOnlySpan<byte> key)
    {
        if (_isTimed == 0 || before == after)
        {
            return;
        }

        if (before != long.MaxValue)
        {
            int known = _times!.Find(TimeKey(before, key), false, partition);
            if (known >= 0)
            {
                _times.Remove(known);
            }
        }

        if (after != long.MaxValue)
        {
            int index = _times!.GetOrAdd(TimeKey(after, key), false, partition, out _);
            _times.MarkDirty(index);
        }
    }

    private ReadOnlySpan<byte> TimeKey(long time, ReadOnlySpan<byte> key)
    {
        _timeKey.ResetWrittenCount();
        OrderedKey.WriteLong(_timeKey.GetSpan(OrderedKey.LongLength), time);
        _timeKey.Advance(OrderedKey.LongLength);
        _timeKey.Write(key);
        return _timeKey.WrittenSpan;
    }

    private int PageOf(int partition, ReadOnlySpan<byte> key, bool isNull, int number, out bool added)
    {
        WriteKey(key, isNull, number);
        return _pages.GetOrAdd(_key.WrittenSpan, false, partition, out added);
    }

    private void WriteKey(ReadOnlySpan<byte> key, bool isNull, int page)
    {
        _key.ResetWrittenCount();
        int length = 1 + key.Length + sizeof(int);
        var span = _key.GetSpan(length);
        span[0] = isNull ? (byte)1 : (byte)0;
        key.CopyTo(span[1..]);
        BinaryPrimitives.WriteInt32BigEndian(span[(1 + key.Length)..], page);
        _key.Advance(length);
    }

    // The key at hand, to change its page.
    private Span<byte> Writable() => System.Runtime.InteropServices.MemoryMarshal.AsMemory(_key.WrittenMemory).Span;

    private readonly struct Collector(List<(byte[] Key, int Partition)> due) : IEntryVisitor<byte>
    {
        public void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref byte value) => due.Add((key[OrderedKey.LongLength..].ToArray(), partition));
    }

    private struct Unmarked(OperatorState state) : IJoinRowTest
    {
        public int Removed { get; private set; }

        public bool IsKept(JoinRows rows, int at)
        {
            if (!rows.IsMatched(at))
            {
                return true;
            }

            Removed++;
            if (rows.EpochOf(at) == state.Times.Epoch)
            {
                state.Updated--;
            }
            else
            {
                state.Removed++;
            }

            return false;
        }
    }

    private struct Later<TVisitor>(long bound, long epoch, TVisitor visitor) : IJoinRowTest
        where TVisitor : struct, IJoinRowVisitor
    {
        public TVisitor Visitor = visitor;

        public int Removed { get; private set; }

        public int Uncounted { get; private set; }

        public bool IsKept(JoinRows rows, int at)
        {
            if (rows.TimeOf(at) > bound)
            {
                return true;
            }

            if (Visitor.Visit(rows.RowAt(at), rows.IsMatched(at), rows.EpochOf(at) == epoch))
            {
                Removed++;
            }
            else
            {
                Uncounted++;
            }

            return false;
        }
    }

    private sealed class MarkSerde : ISerde<byte>
    {
        public static MarkSerde Instance { get; } = new();

        public void Write(byte value, ArrayBufferWriter<byte> output)
        {
        }

        public byte Read(ReadOnlySpan<byte> data) => 0;
    }
}
