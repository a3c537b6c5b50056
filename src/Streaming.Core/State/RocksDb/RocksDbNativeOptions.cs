using RocksDbSharp;

namespace Streaming;

/// <summary>RocksDB's own options object for a store, and what hangs on it.</summary>
internal sealed class RocksDbNativeOptions : IDisposable
{
    private const double BloomBitsPerKey = 10;
    private const int FormatVersion = 5;
    private const int FilterPartBytes = 16 << 10;
    private const int HashIndexInBlocks = 1;
    private const int WarningsAndErrors = 2;
    private readonly nint _ownCache;

    public RocksDbNativeOptions(RocksDbStateOptions options)
    {
        var native = Native.Instance;
        Handle = native.rocksdb_options_create();
        native.rocksdb_options_set_create_if_missing(Handle, 1);
        native.rocksdb_options_set_paranoid_checks(Handle, 1);
        native.rocksdb_options_set_compression(Handle, CompressionOf(options.Compression));
        native.rocksdb_options_set_write_buffer_size(Handle, (nuint)options.ResolvedWriteBufferMB << 20);
        native.rocksdb_options_set_max_write_buffer_number(Handle, options.MaxWriteBufferNumber > 0 ? options.MaxWriteBufferNumber : 2);
        native.rocksdb_options_set_max_open_files(Handle, options.MaxOpenFiles);
        native.rocksdb_options_set_allow_fallocate(Handle, options.AllowFAllocate ? (byte)1 : (byte)0);
        native.rocksdb_options_set_level_compaction_dynamic_level_bytes(Handle, 1);
        native.rocksdb_options_set_target_file_size_base(Handle, 32UL << 20);

        // One writer, and it writes in the order of the keys: inserting where the last one went is quick then.
        native.rocksdb_options_set_allow_concurrent_memtable_write(Handle, 0);

        // Keys that are not there are asked for as often as keys that are.
        native.rocksdb_options_set_memtable_prefix_bloom_size_ratio(Handle, 0.05);
        native.rocksdb_options_set_memtable_whole_key_filtering(Handle, 1);
        native.rocksdb_options_set_info_log_level(Handle, WarningsAndErrors);
        native.rocksdb_options_set_keep_log_file_num(Handle, 2);
        native.rocksdb_options_set_max_log_file_size(Handle, 1 << 20);
        native.rocksdb_options_set_stats_dump_period_sec(Handle, 0);

        nint table = native.rocksdb_block_based_options_create();
        native.rocksdb_block_based_options_set_filter_policy(table, native.rocksdb_filterpolicy_create_bloom_full(BloomBitsPerKey));
        native.rocksdb_block_based_options_set_format_version(table, FormatVersion);
        native.rocksdb_block_based_options_set_block_size(table, (nuint)options.BlockSizeKB << 10);
        native.rocksdb_block_based_options_set_data_block_index_type(table, HashIndexInBlocks);
        native.rocksdb_block_based_options_set_data_block_hash_ratio(table, 0.75);
        if (options.BoundedMemoryUsage)
        {
            var memory = RocksDbMemory.Shared(options);
            native.rocksdb_options_set_write_buffer_manager(Handle, memory.WriteBuffers);
            native.rocksdb_block_based_options_set_block_cache(table, memory.Cache);

            // Outside the cache they would be outside the bound.
            native.rocksdb_block_based_options_set_cache_index_and_filter_blocks(table, 1);
            native.rocksdb_block_based_options_set_cache_index_and_filter_blocks_with_high_priority(table, 1);
            native.rocksdb_block_based_options_set_pin_l0_filter_and_index_blocks_in_cache(table, 1);

            // In parts: the whole filter of a large file does not fit into a shard of the cache, and would be read again for every key.
            native.rocksdb_block_based_options_set_index_type(table, BlockBasedTableIndexType.TwoLevelIndex);
            native.rocksdb_block_based_options_set_partition_filters(table, 1);
            native.rocksdb_block_based_options_set_metadata_block_size(table, FilterPartBytes);
            native.rocksdb_block_based_options_set_pin_top_level_index_and_filter(table, 1);
        }
        else
        {
            _ownCache = native.rocksdb_cache_create_lru((nuint)options.BlockCacheSizeMB << 20);
            native.rocksdb_block_based_options_set_block_cache(table, _ownCache);
        }

        native.rocksdb_options_set_block_based_table_factory(Handle, table);
        native.rocksdb_block_based_options_destroy(table);
    }

    public nint Handle { get; }

    public void Dispose()
    {
        Native.Instance.rocksdb_options_destroy(Handle);
        if (_ownCache != 0)
        {
            Native.Instance.rocksdb_cache_destroy(_ownCache);
        }
    }

    private static Compression CompressionOf(string name) => name switch
    {
        "uncompressed" => Compression.No,
        "snappy" => Compression.Snappy,
        "zlib" => Compression.Zlib,
        "bzip2" => Compression.Bz2,
        "lz4" => Compression.Lz4,
        "lz4hc" => Compression.Lz4hc,
        "zstd" => Compression.Zstd,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
