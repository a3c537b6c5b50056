using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>A byte that says what there is, the timeout, its time in the index where that is another one, the state.</summary>
internal sealed class GroupEntrySerde<TState>(ISerde<TState> states) : ISerde<GroupEntry<TState>>
{
    private const byte HasState = 1;
    private const byte HasTimeout = 2;
    private const byte IsElsewhere = 4;

    public void Write(GroupEntry<TState> value, ArrayBufferWriter<byte> output)
    {
        var span = output.GetSpan(1 + (2 * sizeof(long)));
        bool isElsewhere = value.IndexedMs != value.TimeoutMs;
        span[0] = (byte)((value.State.HasValue ? HasState : 0) | (value.TimeoutMs != 0 ? HasTimeout : 0) | (isElsewhere ? IsElsewhere : 0));
        int length = 1;
        if (value.TimeoutMs != 0)
        {
            BinaryPrimitives.WriteInt64BigEndian(span[length..], value.TimeoutMs);
            length += sizeof(long);
        }

        if (isElsewhere)
        {
            BinaryPrimitives.WriteInt64BigEndian(span[length..], value.IndexedMs);
            length += sizeof(long);
        }

        output.Advance(length);
        if (value.State.HasValue)
        {
            value.State.Write(states, output);
        }
    }

    public GroupEntry<TState> Read(ReadOnlySpan<byte> data)
    {
        byte flags = data[0];
        data = data[1..];
        var entry = default(GroupEntry<TState>);
        if ((flags & HasTimeout) != 0)
        {
            entry.TimeoutMs = BinaryPrimitives.ReadInt64BigEndian(data);
            data = data[sizeof(long)..];
        }

        entry.IndexedMs = entry.TimeoutMs;
        if ((flags & IsElsewhere) != 0)
        {
            entry.IndexedMs = BinaryPrimitives.ReadInt64BigEndian(data);
            data = data[sizeof(long)..];
        }

        if ((flags & HasState) != 0)
        {
            entry.State = StateCell<TState>.Read(data, states);
        }

        return entry;
    }
}
