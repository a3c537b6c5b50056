using System.Buffers.Binary;

namespace Streaming;

/// <summary>A state variable with a list for each key. Adding an element writes that element only.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ListState<T> : IStateVariable
{
    private const int HeadLength = 1 + sizeof(int) + sizeof(long);

    private readonly ProcessorState _state;
    private readonly ISerde<T> _serde;
    private readonly long _ttlMs;
    private readonly uint _id;

    internal ListState(ProcessorState state, string name, long ttlMs, ISerde<T> serde)
    {
        _state = state;
        _serde = serde;
        _ttlMs = ttlMs;
        Name = name;
        _id = ProcessorState.IdOf(name);
    }

    /// <summary>The name of the variable.</summary>
    public string Name { get; }

    uint IStateVariable.Id => _id;

    string IStateVariable.Kind => "List";

    string IStateVariable.TypeText => $"list of {TypeNames.Of(typeof(T))}{(_ttlMs > 0 ? " with TTL" : "")}";

    long IStateVariable.TtlMs => _ttlMs;

    /// <summary>Whether the list of the key at hand has elements.</summary>
    public bool Exists => _ttlMs == 0 ? FindHead() >= 0 : Get().Count > 0;

    /// <summary>The elements of the key at hand, in the order in which they were added.</summary>
    public IReadOnlyList<T> Get()
    {
        if (FindHead() < 0)
        {
            return [];
        }

        var elements = new List<T>();
        using var cursor = _state.Elements.Scan(_state.Partition, _state.ElementKey(this));
        while (cursor.MoveNext())
        {
            if (!_state.IsExpired(cursor.Value))
            {
                elements.Add(_serde.Read(StateBytes.Value(cursor.Value)));
            }
        }

        return elements;
    }

    /// <summary>Puts a list in the place of that of the key at hand.</summary>
    /// <param name="values">At least one element, none of them null.</param>
    public void Put(IEnumerable<T> values)
    {
        var list = Checked(values);
        RemoveAll();
        foreach (var value in list)
        {
            Append(value);
        }
    }

    /// <summary>Adds an element at the end.</summary>
    /// <param name="value">The element, not null.</param>
    public void AppendValue(T value) => Append(value is not null ? value : throw Refused("NULL_VALUE", "null"));

    /// <summary>Adds elements at the end.</summary>
    /// <param name="values">At least one element, none of them null.</param>
    public void AppendList(IEnumerable<T> values)
    {
        foreach (var value in Checked(values))
        {
            Append(value);
        }
    }

    /// <summary>Removes the list of the key at hand.</summary>
    public void Clear()
    {
        _state.State.Removed += RemoveAll();
        int head = FindHead();
        if (head >= 0)
        {
            _state.Values.Remove(head);
            _state.State.AddRows(_state.Partition, -1);
        }
    }

    bool IStateVariable.Expire(int partition, ReadOnlySpan<byte> storeKey)
    {
        if (!_state.Elements.TryGet(partition, storeKey, out _))
        {
            return false;
        }

        _state.Elements.Delete(partition, storeKey);
        int head = _state.Values.Find(_state.ValueKey(this, ProcessorState.GroupOf(storeKey)), isNull: false, partition);
        ref var cell = ref _state.Values.Value(head);
        int count = CountOf(cell.Bytes) - 1;
        BinaryPrimitives.WriteInt32BigEndian(cell.Bytes.AsSpan(1), count);
        if (count == 0)
        {
            _state.Values.Remove(head);
            _state.State.AddRows(partition, -1);
        }
        else
        {
            _state.Values.MarkDirty(head);
        }

        return true;
    }

    private void Append(T value)
    {
        long expiry = _state.ExpiryOf(this);
        var bytes = _state.Scratch;
        bytes.ResetWrittenCount();
        StateBytes.WriteHeader(bytes, StateBytes.HasValue | StateBytes.IsElement, expiry, expiry);
        _serde.Write(value, bytes);

        int head = _state.Values.GetOrAdd(_state.ValueKey(this), isNull: false, _state.Partition, out bool added);
        ref var cell = ref _state.Values.Value(head);
        if (added)
        {
            cell.Bytes = new byte[HeadLength];
            cell.Bytes[0] = StateBytes.HasValue | StateBytes.IsElement;
            _state.State.AddRows(_state.Partition, 1);
        }

        Span<byte> number = stackalloc byte[sizeof(long)];
        long next = BinaryPrimitives.ReadInt64BigEndian(cell.Bytes.AsSpan(1 + sizeof(int)));
        BinaryPrimitives.WriteInt64BigEndian(number, next);
        BinaryPrimitives.WriteInt64BigEndian(cell.Bytes.AsSpan(1 + sizeof(int)), next + 1);
        BinaryPrimitives.WriteInt32BigEndian(cell.Bytes.AsSpan(1), CountOf(cell.Bytes) + 1);
        _state.Values.MarkDirty(head);
        var key = _state.ElementKey(this, number);
        _state.Elements.Put(_state.Partition, key, bytes.WrittenSpan);
        _state.MoveExpiry(key, 0, expiry);
        _state.State.Updated++;
    }

    // Leaves the head, which knows the next number.
    private int RemoveAll()
    {
        int head = FindHead();
        if (head < 0)
        {
            return 0;
        }

        int removed = 0;
        using var cursor = _state.Elements.Scan(_state.Partition, _state.ElementKey(this));
        while (cursor.MoveNext())
        {
            _state.MoveExpiry(cursor.Key, StateBytes.Expiry(cursor.Value), 0);
            cursor.Delete();
            removed++;
        }

        BinaryPrimitives.WriteInt32BigEndian(_state.Values.Value(head).Bytes.AsSpan(1), 0);
        _state.Values.MarkDirty(head);
        return removed;
    }

    private List<T> Checked(IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var list = values.ToList(); // may be made from what is to be replaced
        return list.Count == 0 ? throw Refused("EMPTY_LIST_VALUE", "empty list")
            : list.Exists(value => value is null) ? throw Refused("NULL_VALUE", "null")
            : list;
    }

    private StreamingException Refused(string subclass, string what) => new(
        $"ILLEGAL_STATE_STORE_VALUE.{subclass}",
        $"[ILLEGAL_STATE_STORE_VALUE.{subclass}] Illegal value provided to the State Store: Cannot write {what} values to State Store for StateName {Name}. SQLSTATE: 42601")
    { SqlState = "42601" };

    private int FindHead() => _state.Values.Find(_state.ValueKey(this), isNull: false, _state.Partition);

    private static int CountOf(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadInt32BigEndian(head[1..]);
}
