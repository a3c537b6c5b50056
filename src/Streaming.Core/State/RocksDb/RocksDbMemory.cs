using RocksDbSharp;

namespace Streaming;

/// <summary>Block cache and budget of write buffers of the stores that share them.</summary>
internal sealed class RocksDbMemory
{
    private const int ShardBytes = 16 << 20;
    private const int MaxShardBits = 6;
    private static readonly Lock s_gate = new();
    private static RocksDbMemory? s_shared;

    private RocksDbMemory(long bytes, double writeBufferRatio)
    {
        var native = Native.Instance;
        nint options = native.rocksdb_lru_cache_options_create();
        native.rocksdb_lru_cache_options_set_capacity(options, (nuint)bytes);

        // A block must fit into its shard.
        native.rocksdb_lru_cache_options_set_num_shard_bits(options, Math.Clamp((int)Math.Log2(bytes / (double)ShardBytes), 0, MaxShardBits));
        Cache = native.rocksdb_cache_create_lru_opts(options);
        native.rocksdb_lru_cache_options_destroy(options);
        WriteBuffers = native.rocksdb_write_buffer_manager_create_with_cache((nuint)(bytes * writeBufferRatio), Cache, 0);
    }

    /// <summary>The native cache.</summary>
    public nint Cache { get; }

    /// <summary>The native manager of write buffers, which takes its memory from the cache.</summary>
    public nint WriteBuffers { get; }

    /// <summary>Bytes in use: blocks, and the write buffers charged to the cache.</summary>
    public long UsedBytes => (long)(ulong)Native.Instance.rocksdb_cache_get_usage(Cache);

    /// <summary>The memory of all stores of the process that are bounded. Lives as long as the process; takes over the size that is asked for.</summary>
    public static RocksDbMemory Shared(RocksDbStateOptions options)
    {
        long bytes = (long)options.MaxMemoryUsageMB << 20;
        lock (s_gate)
        {
            if (s_shared is null)
            {
                s_shared = new RocksDbMemory(bytes, options.WriteBufferCacheRatio);
            }
            else
            {
                Native.Instance.rocksdb_cache_set_capacity(s_shared.Cache, (nuint)bytes);
                Native.Instance.rocksdb_write_buffer_manager_set_buffer_size(s_shared.WriteBuffers, (nuint)Math.Max(1, bytes * options.WriteBufferCacheRatio));
            }

            return s_shared;
        }
    }
}
