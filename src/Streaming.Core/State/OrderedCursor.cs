namespace Streaming;

/// <summary>Goes through an <see cref="OrderedState"/> in order. Disposing gives it back for the next scan.</summary>
internal sealed class OrderedCursor(OrderedState owner) : IDisposable
{
    private byte[] _next = [];
    private byte[] _to = [];
    private SortedEntries.Position _position;
    private long _version;
    private IStateCursor? _committed;
    private bool _committedIsAhead;
    private SortedEntries.Entry? _entry;
    private byte[]? _committedKey;
    private bool _started;
    private byte[]? _value;

    /// <summary>The key of the entry within its partition.</summary>
    public ReadOnlySpan<byte> Key => StateKey.Key(FullKey);

    /// <summary>The value of the entry, as it was when the cursor came to it.</summary>
    public ReadOnlySpan<byte> Value => _value;

    internal ReadOnlySpan<byte> FullKey => _entry is { } entry ? entry.Key : _committedKey;

    /// <summary>Goes to the next entry; false where there is none.</summary>
    public bool MoveNext()
    {
        while (true)
        {
            var entry = NextEntry();
            int order = !AdvanceCommitted() ? -1 : entry is null ? 1 : entry.Key.AsSpan().SequenceCompareTo(_committed!.Key);
            if (order > 0)
            {
                // The committed one comes first and nothing lies over it.
                _entry = null;
                _committedKey = _committed!.Key.ToArray();
                _value = _committed.Value.ToArray();
                _next = _committedKey;
                _started = true;
                _committedIsAhead = false;
                return true;
            }

            if (entry is null)
            {
                return false;
            }

            _committedIsAhead &= order != 0; // what lies under the entry is not to be seen
            if (Take(entry))
            {
                return true;
            }
        }
    }

    /// <summary>Removes the entry at hand.</summary>
    public void Delete() => owner.DeleteFull(FullKey);

    public void Dispose()
    {
        _committed?.Dispose();
        _committed = null;
        _entry = null;
        _value = null;
        _committedKey = null;
        owner.Return(this);
    }

    internal void Open(ReadOnlySpan<byte> from, byte[] to)
    {
        _next = from.ToArray();
        _to = to;
        _started = false;
        _committedIsAhead = false;
        _committed = owner.Committed?.Scan(from, to);
        _version = -1;
    }

    // The entry after the last one taken from the changes; the changes may have changed since.
    private SortedEntries.Entry? NextEntry()
    {
        var entries = owner.Entries;
        if (_version != entries.Version)
        {
            _version = entries.Version;
            _position = entries.Seek(_next, after: _started);
        }

        var entry = entries.At(_position);
        return entry is null || (_to.Length > 0 && entry.Key.AsSpan().SequenceCompareTo(_to) >= 0) ? null : entry;
    }

    private bool Take(SortedEntries.Entry entry)
    {
        _started = true;
        _next = entry.Key;
        _position = owner.Entries.Next(_position);
        _entry = entry;
        _value = entry.Value;
        return _value is not null;
    }

    private bool AdvanceCommitted()
    {
        if (_committed is null || _committedIsAhead)
        {
            return _committedIsAhead;
        }

        if (_committed.MoveNext())
        {
            _committedIsAhead = true;
            return true;
        }

        _committed.Dispose();
        _committed = null;
        return false;
    }
}
