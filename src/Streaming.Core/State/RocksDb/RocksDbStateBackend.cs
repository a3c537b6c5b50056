using RocksDbSharp;

namespace Streaming;

/// <summary>Keeps committed state in RocksDB on this machine's disk; only what is in use is in memory. The default where a query has a checkpoint location.</summary>
/// <remarks>The checkpoint's deltas and snapshots are the truth; the database is made anew from them where it is missing, damaged, or of another epoch.</remarks>
/// <example><code>new RocksDbStateBackend(new RocksDbStateOptions { MaxMemoryUsageMB = 256 })</code></example>
public sealed class RocksDbStateBackend : IStateBackend
{
    private readonly RocksDbStateOptions _options;

    /// <summary>Creates a backend.</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    public RocksDbStateBackend(RocksDbStateOptions? options = null) => _options = options ?? new RocksDbStateOptions();

    /// <inheritdoc/>
    public string Name => "rocksdb";

    /// <inheritdoc/>
    /// <exception cref="StreamingException"><c>STATE_STORE_NATIVE_LIBRARY</c>: RocksDB does not exist for this system.</exception>
    public IStateStore Open(StateStoreContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            _ = Native.Instance;
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException or NativeImport.NativeLoadException)
        {
            throw RocksDbErrors.NotLoaded(error.InnerException ?? error);
        }

        return new RocksDbStateStore(context, _options);
    }
}
