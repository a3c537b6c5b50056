using System.Buffers;

namespace Streaming.Core.Tests;

/// <summary>A committed store that is a sorted list, to test what lies over it.</summary>
internal sealed class FakeCommittedStore : IStateStore
{
    private readonly SortedList<byte[], byte[]> _entries = new(Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)));

    public bool TablesHoldEverything => false;

    public int Count => _entries.Count;

    /// <summary>Scans that were begun.</summary>
    public int Scans { get; private set; }

    public void Apply(StateChanges changes)
    {
        for (int i = 0; i < changes.Count; i++)
        {
            if (changes.IsDelete(i))
            {
                _entries.Remove(changes.Key(i).ToArray());
            }
            else
            {
                _entries[changes.Key(i).ToArray()] = changes.Value(i).ToArray();
            }
        }
    }

    public bool TryGet(ReadOnlySpan<byte> key, ArrayBufferWriter<byte> value)
    {
        if (!_entries.TryGetValue(key.ToArray(), out byte[]? found))
        {
            return false;
        }

        value.Write(found);
        return true;
    }

    public IStateCursor Scan(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        byte[] start = from.ToArray();
        byte[] end = to.ToArray();
        Scans++;
        return new Cursor([.. _entries.Where(entry => entry.Key.AsSpan().SequenceCompareTo(start) >= 0 && (end.Length == 0 || entry.Key.AsSpan().SequenceCompareTo(end) < 0))]);
    }

    public void Restore(long epoch, IStateVisitor visitor)
    {
    }

    public void WriteDelta(long epoch, IReadOnlyList<StateChanges> changes)
    {
    }

    public void Commit(long epoch)
    {
    }

    public void Purge(long oldestEpoch)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Cursor(List<KeyValuePair<byte[], byte[]>> entries) : IStateCursor
    {
        private int _index = -1;

        public ReadOnlySpan<byte> Key => entries[_index].Key;

        public ReadOnlySpan<byte> Value => entries[_index].Value;

        public bool MoveNext() => ++_index < entries.Count;

        public void Dispose()
        {
        }
    }
}
