namespace Streaming.Testing;

/// <summary>Reads one variable of a processor: its value for each key, each element of a list, each value of a map.</summary>
internal sealed class ProcessorStateReader<TKey>(IStatefulOperator state, ISerde<TKey> keys, string variable) : IProcessorStateReader
{
    public object Read<TValue>(ISerde<TValue> values)
    {
        var entries = new Entries<TValue>(keys, values, ProcessorState.IdOf(variable));
        state.Visit(entries);
        return entries.Rows;
    }

    private sealed class Entries<TValue>(ISerde<TKey> keys, ISerde<TValue> values, uint id) : IStateVisitor
    {
        public List<(TKey Key, TValue Value)> Rows { get; } = [];

        public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            int store = StateKey.Store(key);
            var own = StateKey.Key(key);
            if (store > ProcessorState.ElementStore || System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(own) != id)
            {
                return;
            }

            if (store == ProcessorState.ElementStore)
            {
                Rows.Add((keys.Read(ProcessorState.GroupOf(own)), values.Read(StateBytes.Value(value))));
            }
            else if (StateBytes.Has(value, StateBytes.HasValue) && !StateBytes.Has(value, StateBytes.IsElement))
            {
                Rows.Add((keys.Read(own[sizeof(uint)..]), values.Read(StateBytes.Value(value))));
            }
        }

        public void Delete(ReadOnlySpan<byte> key)
        {
        }
    }
}
