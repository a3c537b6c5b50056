namespace Streaming.Core.Tests;

public sealed class RocksDbStateOptionsTests
{
    private const string Prefix = "spark.sql.streaming.stateStore.rocksdb.";

    private static RocksDbStateOptions From(params (string Name, string Value)[] settings) =>
        RocksDbStateOptions.From(settings.ToDictionary(setting => Prefix + setting.Name, setting => setting.Value));

    [Fact]
    public void Reads_Sparks_names_in_any_case()
    {
        var options = From(
            ("compactOnCommit", "true"), ("BLOCKSIZEKB", "8"), ("blockCacheSizeMB", "16"), ("lockAcquireTimeoutMs", "100"), ("maxOpenFiles", "50"), ("writeBufferSizeMB", "3"),
            ("maxWriteBufferNumber", "4"), ("boundedMemoryUsage", "false"), ("maxMemoryUsageMB", "64"), ("writeBufferCacheRatio", "0.25"), ("allowFAllocate", "false"), ("compression", "ZSTD"));
        var expected = new RocksDbStateOptions
        {
            CompactOnCommit = true, BlockSizeKB = 8, BlockCacheSizeMB = 16, LockAcquireTimeout = TimeSpan.FromMilliseconds(100), MaxOpenFiles = 50, WriteBufferSizeMB = 3,
            MaxWriteBufferNumber = 4, BoundedMemoryUsage = false, MaxMemoryUsageMB = 64, WriteBufferCacheRatio = 0.25, AllowFAllocate = false, Compression = "zstd",
        };
        Assert.Equal(expected, options);
        Assert.Equal(new RocksDbStateOptions(), From(("writeBufferSizeMB", "-1"), ("changelogCheckpointing.enabled", "true"), ("trackTotalNumberOfRows", "false"), ("resetStatsOnLoad", "true"), ("highPriorityPoolRatio", "0.2"), ("formatVersion", "5")));
        Assert.Equal("/fast", RocksDbStateOptions.From(new Dictionary<string, string> { [RocksDbStateOptions.LocalFolderName] = "/fast" }).LocalFolder);
    }

    [Fact]
    public void Refuses_what_it_does_not_know()
    {
        var error = Assert.Throws<StreamingException>(() => From(("blockSize", "4")));
        Assert.Equal("UNKNOWN_CONF", error.ErrorClass);
        Assert.Contains($"'{Prefix}blockSize'", error.Message);
        Assert.Contains("blockSizeKB", error.Message);
        foreach (var (name, value, allowed) in ((string, string, string)[])[
            ("compactOnCommit", "yes", "true or false"), ("blockSizeKB", "0", "an integer from 1"), ("maxOpenFiles", "-2", "an integer from -1"), ("writeBufferSizeMB", "0", "an integer from 1"),
            ("writeBufferCacheRatio", "1.5", "a number from 0 to 1"), ("compression", "brotli", "lz4hc"), ("lockAcquireTimeoutMs", "1 minute", "an integer from 0")])
        {
            error = Assert.Throws<StreamingException>(() => From((name, value)));
            Assert.Equal("INVALID_CONF_VALUE", error.ErrorClass);
            Assert.Contains($"'{Prefix}{name}' has the value '{value}'", error.Message);
            Assert.Contains(allowed, error.Message);
        }
    }

    [Fact]
    public void Write_buffers_fit_into_the_bound()
    {
        Assert.Equal(62, new RocksDbStateOptions().ResolvedWriteBufferMB);
        Assert.Equal(8, new RocksDbStateOptions { MaxMemoryUsageMB = 64 }.ResolvedWriteBufferMB);
        Assert.Equal(1, new RocksDbStateOptions { MaxMemoryUsageMB = 1 }.ResolvedWriteBufferMB);
        Assert.Equal(64, new RocksDbStateOptions { BoundedMemoryUsage = false }.ResolvedWriteBufferMB);
        Assert.Equal(7, new RocksDbStateOptions { WriteBufferSizeMB = 7 }.ResolvedWriteBufferMB);
    }
}
