namespace Streaming;

/// <summary>Which backend keeps the state of a query.</summary>
/// <param name="Given">The backend that the caller brought; counts in any case, since all backends share the checkpoint's files.</param>
/// <param name="Requested">Spark's class name that the settings ask for, or the default: what a new checkpoint is begun with.</param>
/// <param name="RocksDb">Settings of RocksDB.</param>
internal sealed record StateBackendChoice(IStateBackend? Given, string Requested, RocksDbStateOptions RocksDb)
{
    /// <summary>The class name that a new checkpoint records.</summary>
    public string RecordedClass => Given is null ? Requested : StateProviders.ClassOf(Given);

    /// <summary>The backend of a checkpoint that was begun with a class name.</summary>
    public IStateBackend For(string recordedClass) => Given ?? StateProviders.BackendOf(recordedClass, RocksDb);
}
