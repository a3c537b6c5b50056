using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>A byte that says what there is, the timeout, the state.</summary>
internal sealed class GroupEntrySerde<TState>(ISerde<TState> states) : ISerde<GroupEntry<TState>>
{
    private const byte HasState = 1;
    private const byte HasTimeout = 2;

    public void Write(GroupEntry<TState> value, ArrayBufferWriter<byte> output)
    {
        var span = output.GetSpan(1 + sizeof(long));
        span[0] = (byte)((value.State.HasValue ? HasState : 0) | (value.TimeoutMs != 0 ? HasTimeout : 0));
        output.Advance(1);
        if (value.TimeoutMs != 0)
        {
            BinaryPrimitives.WriteInt64BigEndian(span[1..], value.TimeoutMs);
            output.Advance(sizeof(long));
        }

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

        if ((flags & HasState) != 0)
        {
            entry.State = StateCell<TState>.Read(data, states);
        }

        return entry;
    }
}
