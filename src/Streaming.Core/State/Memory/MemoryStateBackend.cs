namespace Streaming;

/// <summary>Keeps all state in the operators' tables, and its changes in the checkpoint. The default of a query without checkpoint location.</summary>
public sealed class MemoryStateBackend : IStateBackend
{
    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public IStateStore Open(StateStoreContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new MemoryStateStore(context);
    }
}
