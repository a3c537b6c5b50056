namespace Streaming;

/// <summary>A store of an operator, as <see cref="OperatorState"/> sees it.</summary>
internal interface IStateTable
{
    StateStoreSchema Schema { get; }

    long MemoryBytes { get; }

    void Restore(int partition, bool isNullKey, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    void RestoreDeleted(int partition, bool isNullKey, ReadOnlySpan<byte> key);

    /// <summary>Shows all entries.</summary>
    void Visit(IStateVisitor visitor);

    /// <summary>Adds the changes of the epoch (null: nobody keeps them), after which nothing is changed any more.</summary>
    void CollectChanges(StateChanges? changes);

    /// <summary>Forgets what the committed store holds as well.</summary>
    void DropCached();
}
