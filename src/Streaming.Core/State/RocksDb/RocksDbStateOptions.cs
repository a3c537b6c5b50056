using System.Globalization;

namespace Streaming;

/// <summary>Settings of the RocksDB state backend. Their text form is Spark's, under <c>spark.sql.streaming.stateStore.rocksdb.</c></summary>
/// <remarks>
/// Unlike Spark's, the memory of all stores of a process is bounded by default: one block cache, from which the write buffers are taken.
/// Spark's names that have no meaning here (<c>changelogCheckpointing.enabled</c>: always so, <c>trackTotalNumberOfRows</c>: always so, and such) are accepted and ignored.
/// </remarks>
public sealed record RocksDbStateOptions
{
    /// <summary>What all names of these settings begin with.</summary>
    public const string Prefix = "spark.sql.streaming.stateStore.rocksdb.";

    /// <summary>Setting of <see cref="LocalFolder"/>.</summary>
    public const string LocalFolderName = "streaming.state.rocksdb.localFolder";

    private const int MaxMegabytes = 1 << 20;

    private static readonly string[] s_ignored =
    [
        "changelogCheckpointing.enabled", "highPriorityPoolRatio", "resetStatsOnLoad", "trackTotalNumberOfRows", "formatVersion", "mergeOperatorVersion", "memoryUpdateIntervalMs",
        "allowStateStoreFormatVersionMismatch", "reportSnapshotUploadLag", "fileChecksumEnabled", "verifyNonEmptyFilesInZip",
    ];

    private static readonly string[] s_compressions = ["uncompressed", "snappy", "zlib", "bzip2", "lz4", "lz4hc", "zstd"];

    /// <summary>Folder for the databases of stores whose checkpoint is on no local disk; null: <c>state/rocksdb</c> of the checkpoint, or a temporary folder where the checkpoint is not on this machine's disk.</summary>
    /// <remarks>What is in it can be lost at any time: it is made anew from the checkpoint. Each checkpoint gets a folder of its own below it.</remarks>
    public string? LocalFolder { get; init; }

    /// <summary>Compacts the database after each commit. Reads become faster, commits much slower.</summary>
    public bool CompactOnCommit { get; init; }

    /// <summary>Size of a block in KiB.</summary>
    public int BlockSizeKB { get; init; } = 4;

    /// <summary>Size of a store's block cache in MiB where <see cref="BoundedMemoryUsage"/> is false.</summary>
    public int BlockCacheSizeMB { get; init; } = 8;

    /// <summary>How long to wait for a database that another process, or another query, holds.</summary>
    public TimeSpan LockAcquireTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Files that a store keeps open; -1: all.</summary>
    public int MaxOpenFiles { get; init; } = -1;

    /// <summary>Size of a write buffer in MiB; -1: 64, or a quarter of the process's write buffers where that is less.</summary>
    public int WriteBufferSizeMB { get; init; } = -1;

    /// <summary>Most write buffers of a store, the one being filled included; -1: 2.</summary>
    public int MaxWriteBufferNumber { get; init; } = -1;

    /// <summary>Whether all stores of the process share <see cref="MaxMemoryUsageMB"/>.</summary>
    public bool BoundedMemoryUsage { get; init; } = true;

    /// <summary>Memory in MiB of all stores of the process, blocks and write buffers together. What the query that started last says counts.</summary>
    public int MaxMemoryUsageMB { get; init; } = 500;

    /// <summary>Share of <see cref="MaxMemoryUsageMB"/> that write buffers may take.</summary>
    public double WriteBufferCacheRatio { get; init; } = 0.5;

    /// <summary>Whether space of files is reserved before it is written.</summary>
    public bool AllowFAllocate { get; init; } = true;

    /// <summary>How blocks are compressed: <c>uncompressed</c>, <c>snappy</c>, <c>zlib</c>, <c>bzip2</c>, <c>lz4</c>, <c>lz4hc</c> or <c>zstd</c>.</summary>
    public string Compression { get; init; } = "lz4";

    /// <summary>Bytes of keys and values from which on the changes of an epoch are not written to the write buffer but become a sorted file of the database; null: half a write buffer, which they would more than fill.</summary>
    internal long? IngestFromBytes { get; init; }

    /// <summary>Bytes of keys and values after which a file made for the database ends.</summary>
    internal long FileBytes { get; init; } = 64L << 20;

    internal long ResolvedIngestFromBytes => IngestFromBytes ?? (long)ResolvedWriteBufferMB << 19;

    internal int ResolvedWriteBufferMB => WriteBufferSizeMB > 0 ? WriteBufferSizeMB
        : BoundedMemoryUsage ? Math.Clamp((int)(MaxMemoryUsageMB * WriteBufferCacheRatio / 4), 1, 64)
        : 64;

    /// <summary>Reads the settings of a session.</summary>
    /// <exception cref="StreamingException"><c>UNKNOWN_CONF</c>, <c>INVALID_CONF_VALUE</c></exception>
    public static RocksDbStateOptions From(IReadOnlyDictionary<string, string> configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new RocksDbStateOptions { LocalFolder = configuration.GetValueOrDefault(LocalFolderName) };
        foreach (var (name, value) in configuration)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                options = options.With(name, name[Prefix.Length..], value);
            }
        }

        return options;
    }

    // Names are case-insensitive, as in Spark.
    private RocksDbStateOptions With(string fullName, string name, string value)
    {
        return name.ToUpperInvariant() switch
        {
            "COMPACTONCOMMIT" => this with { CompactOnCommit = Boolean() },
            "BLOCKSIZEKB" => this with { BlockSizeKB = Integer(1, 1 << 20) },
            "BLOCKCACHESIZEMB" => this with { BlockCacheSizeMB = Integer(0, MaxMegabytes) },
            "LOCKACQUIRETIMEOUTMS" => this with { LockAcquireTimeout = TimeSpan.FromMilliseconds(Integer(0, int.MaxValue)) },
            "MAXOPENFILES" => this with { MaxOpenFiles = Integer(-1, int.MaxValue) },
            "WRITEBUFFERSIZEMB" => this with { WriteBufferSizeMB = IntegerOrUnset(MaxMegabytes) },
            "MAXWRITEBUFFERNUMBER" => this with { MaxWriteBufferNumber = IntegerOrUnset(1024) },
            "BOUNDEDMEMORYUSAGE" => this with { BoundedMemoryUsage = Boolean() },
            "MAXMEMORYUSAGEMB" => this with { MaxMemoryUsageMB = Integer(1, MaxMegabytes) },
            "WRITEBUFFERCACHERATIO" => this with { WriteBufferCacheRatio = Ratio() },
            "ALLOWFALLOCATE" => this with { AllowFAllocate = Boolean() },
            "COMPRESSION" => this with { Compression = Array.Find(s_compressions, known => known.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? throw Invalid(string.Join(", ", s_compressions)) },
            _ when Array.Exists(s_ignored, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) => this,
            _ => throw new StreamingException("UNKNOWN_CONF", $"There is no setting '{fullName}'. Settings of the RocksDB state backend: {KnownNames()}."),
        };

        bool Boolean() => bool.TryParse(value, out bool result) ? result : throw Invalid("true or false");

        int Integer(int minimum, int maximum) =>
            int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int result) && result >= minimum && result <= maximum
                ? result
                : throw Invalid($"an integer from {minimum} to {maximum}");

        int IntegerOrUnset(int maximum) => value == "-1" ? -1 : Integer(1, maximum);

        double Ratio() =>
            double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double result) && result is >= 0 and <= 1
                ? result
                : throw Invalid("a number from 0 to 1");

        StreamingException Invalid(string allowed) =>
            new("INVALID_CONF_VALUE", $"[INVALID_CONF_VALUE] The setting '{fullName}' has the value '{value}'; allowed is {allowed}.");
    }

    private static string KnownNames() => string.Join(
        ", ",
        "allowFAllocate", "blockCacheSizeMB", "blockSizeKB", "boundedMemoryUsage", "compactOnCommit", "compression", "lockAcquireTimeoutMs", "maxMemoryUsageMB",
        "maxOpenFiles", "maxWriteBufferNumber", "writeBufferCacheRatio", "writeBufferSizeMB");
}
