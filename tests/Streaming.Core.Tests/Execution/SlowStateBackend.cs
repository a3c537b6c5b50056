using System.Buffers;

namespace Streaming.Core.Tests;

/// <summary>State in memory that calls a test before each entry that it restores.</summary>
internal sealed class SlowStateBackend(Action entry) : IStateBackend
{
    private readonly MemoryStateBackend _inner = new();

    public string Name => _inner.Name;

    public IStateStore Open(StateStoreContext context) => new Store(_inner.Open(context), entry);

    private sealed class Store(IStateStore inner, Action entry) : IStateStore
    {
        public bool TablesHoldEverything => inner.TablesHoldEverything;

        public void Restore(long epoch, IStateVisitor visitor) => inner.Restore(epoch, new Visitor(visitor, entry));

        public bool TryGet(ReadOnlySpan<byte> key, ArrayBufferWriter<byte> value) => inner.TryGet(key, value);

        public IStateCursor Scan(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) => inner.Scan(from, to);

        public void WriteDelta(long epoch, IReadOnlyList<StateChanges> changes) => inner.WriteDelta(epoch, changes);

        public void Commit(long epoch) => inner.Commit(epoch);

        public void Purge(long oldestEpoch) => inner.Purge(oldestEpoch);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Visitor(IStateVisitor inner, Action entry) : IStateVisitor
    {
        public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            entry();
            inner.Put(key, value);
        }

        public void Delete(ReadOnlySpan<byte> key) => inner.Delete(key);
    }
}
