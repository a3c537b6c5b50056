namespace Streaming;

/// <summary>Names of state store providers, and the backends that they stand for.</summary>
internal static class StateProviders
{
    private const string RocksDb = "rocksdb";
    private const string Memory = "memory";

    /// <summary>Spark's class name for a name in a setting: <c>rocksdb</c>, <c>memory</c>, or the class name itself.</summary>
    /// <exception cref="StreamingException"><c>STATE_STORE_INVALID_PROVIDER</c></exception>
    public static string ClassOf(string name) =>
        Is(name, RocksDb, CheckpointConf.RocksDbProvider) ? CheckpointConf.RocksDbProvider
        : Is(name, Memory, CheckpointConf.MemoryProvider) ? CheckpointConf.MemoryProvider
        : throw new StreamingException(
            "STATE_STORE_INVALID_PROVIDER",
            $"[STATE_STORE_INVALID_PROVIDER] The given State Store Provider {name} is not known. The setting {ConfigurationNames.StateProviderClass} takes '{RocksDb}' ({CheckpointConf.RocksDbProvider}) "
            + $"or '{Memory}' ({CheckpointConf.MemoryProvider}). SQLSTATE: 42K06")
        { SqlState = "42K06" };

    /// <summary>The class name under which a backend is recorded in the checkpoint.</summary>
    public static string ClassOf(IStateBackend backend) => backend.Name switch
    {
        RocksDb => CheckpointConf.RocksDbProvider,
        Memory => CheckpointConf.MemoryProvider,
        var other => other,
    };

    /// <summary>The backend of a class name.</summary>
    public static IStateBackend BackendOf(string className, RocksDbStateOptions options) =>
        ClassOf(className) == CheckpointConf.RocksDbProvider ? new RocksDbStateBackend(options) : new MemoryStateBackend();

    private static bool Is(string name, string shortName, string className) =>
        name.Equals(shortName, StringComparison.OrdinalIgnoreCase) || name == className || name == className[(className.LastIndexOf('.') + 1)..];
}
