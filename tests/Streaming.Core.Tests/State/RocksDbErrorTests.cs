using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming.Core.Tests;

/// <summary>What RocksDB's own texts become.</summary>
public sealed class RocksDbErrorTests
{
    [Theory]
    [InlineData("IO error: No space left on device: While appending to file: /c/state/rocksdb/db/000012.sst: No space left on device")]
    [InlineData("IO error: Disk quota exceeded: While open a file for appending: /c/db/1.sst")]
    [InlineData("IO error: NoSpace")]
    public void AFullDiskIsAFullDisk(string text)
    {
        var error = Assert.IsType<IOException>(RocksDbErrors.Of("write the changes of an epoch", "/c/state/rocksdb/db", text));
        Assert.True(DurableFile.IsDiskFull(error));
        Assert.Contains(text, error.Message);
        Assert.Equal("CHECKPOINT_DISK_FULL", CheckpointErrors.DiskFull("/c", error).ErrorClass);
    }

    [Theory]
    [InlineData("IO error: Permission denied: While opening file /c/db/LOCK", "localFolder")]
    [InlineData("IO error: Read-only file system: While mkdir if missing: /c/db", "localFolder")]
    [InlineData("Corruption: block checksum mismatch: stored = 1, computed = 2 in /c/db/000012.sst offset 0 size 4073", "000012.sst")]
    [InlineData("Corruption: Can't access /000012.sst: IO error: No such file or directory: while stat a file for size", "start the query again")]
    [InlineData("IO error: Input/output error: While pread offset 0 len 4073: /c/db/000012.sst", "000012.sst")]
    public void OthersNameTheFileAndWhatCanBeDone(string text, string part)
    {
        var error = Assert.IsType<StreamingException>(RocksDbErrors.Of("read a key", "/c/db", text));
        Assert.Equal("CANNOT_LOAD_STATE_STORE", error.ErrorClass);
        Assert.Equal("58030", error.SqlState);
        Assert.Contains(part, error.Message);
        Assert.Contains("/c/db", error.Message);
    }

    [Fact]
    public void AFolderThatMustNotBeWrittenToIsAnError()
    {
        // A folder where nobody may make another one, not even root.
        string folder = OperatingSystem.IsLinux() ? "/proc/streaming" : OperatingSystem.IsMacOS() ? "/System/streaming" : "";
        Assert.SkipWhen(folder.Length == 0, "There is no such folder on Windows.");
        using var store = new RocksDbStateBackend(new RocksDbStateOptions { LocalFolder = folder }).Open(
            new StateStoreContext { FileSystem = new InMemoryFileSystem(), Folder = "/state", Logger = NullLogger.Instance });
        var error = Assert.Throws<StreamingException>(() => store.Restore(-1, new StateProbe()));
        Assert.Equal("CANNOT_LOAD_STATE_STORE", error.ErrorClass);
        Assert.Contains(folder, error.Message);
        Assert.Contains(RocksDbStateOptions.LocalFolderName, error.Message);
    }
}
