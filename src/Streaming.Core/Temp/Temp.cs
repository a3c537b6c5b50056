namespace Streaming;
#pragma warning disable CS1591
public sealed class MemoryStateBackend : IStateBackend { public string Name => "memory"; public IStateStore Open(StateStoreContext context) => new St();
  sealed class St : IStateStore { public bool TablesHoldEverything => true; public void Restore(long e, IStateVisitor v) { } public bool TryGet(ReadOnlySpan<byte> k, System.Buffers.ArrayBufferWriter<byte> v) => false; public void WriteDelta(long e, IReadOnlyList<StateChanges> c) { } public void Commit(long e) { } public void Purge(long o) { } public void Dispose() { } } }
