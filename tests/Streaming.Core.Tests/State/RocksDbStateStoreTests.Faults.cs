using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <content>Files that are missing, damaged or in use, and crashes.</content>
public sealed partial class RocksDbStateStoreTests
{
    [Fact]
    public void A_missing_file_of_the_database_is_made_anew()
    {
        FillLocal(12);
        File.Delete(DatabaseFile("*.sst"));
        using var store = OpenLocal();
        Assert.Equal(StateProbe.Expected(12), StateProbe.Restore(store, 12));
        Assert.Equal(1, store.Rebuilds);
        Run(store, 13, 14);
        Assert.Equal(StateProbe.Expected(14), StateProbe.Scan(store));
    }

    [Theory]
    [InlineData("CURRENT")]
    [InlineData("MANIFEST-*")]
    public void A_damaged_list_of_files_is_made_anew(string file)
    {
        FillLocal(12);
        File.WriteAllText(DatabaseFile(file), "nonsense");
        using var store = OpenLocal();
        Assert.Equal(StateProbe.Expected(12), StateProbe.Restore(store, 12));
        Assert.Equal(1, store.Rebuilds);
    }

    [Fact]
    public void A_damaged_block_is_an_error_that_names_the_file_and_the_next_start_makes_it_anew()
    {
        var options = new RocksDbStateOptions { IngestFromBytes = 1, Compression = "uncompressed" };
        using (var store = OpenLocal(options))
        {
            store.Restore(-1, new StateProbe());
            var changes = new StateChanges();
            for (int i = 0; i < 50_000; i++)
            {
                changes.Put(StateProbe.Key($"{i:D6}"), BitConverter.GetBytes((long)i));
            }

            store.WriteDelta(0, [changes]);
            store.Commit(0);
        }

        string file = DatabaseFile("*.sst");
        byte[] content = File.ReadAllBytes(file);
        content.AsSpan(4096, 64).Fill(0x55); // in the first block; the marker is in the last one
        File.WriteAllBytes(file, content);
        using (var store = OpenLocal(options))
        {
            store.Restore(0, new StateProbe());
            var error = Assert.Throws<StreamingException>(() => StateProbe.Scan(store));
            Assert.Equal("CANNOT_LOAD_STATE_STORE", error.ErrorClass);
            Assert.Contains(Path.GetFileName(file), error.Message);
            Assert.Contains("start the query again", error.Message);
        }

        using (var store = OpenLocal(options))
        {
            store.Restore(0, new StateProbe());
            Assert.Equal(1, store.Rebuilds);
            Assert.Equal(50_000, StateProbe.Scan(store).Count);
        }
    }

    [Fact]
    public void Files_that_were_not_taken_over_are_removed()
    {
        FillLocal(3);
        string folder = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(DatabaseFile("CURRENT"))!)!, "ingest");
        File.WriteAllText(Path.Combine(folder, "000000.sst"), "half of a file");
        using var store = OpenLocal(new RocksDbStateOptions { IngestFromBytes = 1 });
        Assert.Equal(StateProbe.Expected(3), StateProbe.Restore(store, 3));
        Run(store, 4, 5);
        Assert.Equal(2, store.Ingests);
        Assert.Equal(StateProbe.Expected(5), StateProbe.Scan(store));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_database_in_use_is_an_error_after_the_time_to_wait()
    {
        using var first = OpenLocal();
        first.Restore(-1, new StateProbe());
        using var second = OpenLocal();
        var error = Assert.Throws<StreamingException>(() => second.Restore(-1, new StateProbe()));
        Assert.Equal("CANNOT_LOAD_STATE_STORE", error.ErrorClass);
        Assert.Contains("in use by another query", error.Message);
        Assert.Contains("lockAcquireTimeoutMs", error.Message);
        Assert.Contains(_local, error.Message);
        first.Dispose();
        second.Restore(-1, new StateProbe());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error()
    {
        Directory.CreateDirectory(_local);
        string file = Path.Combine(_local, "file");
        File.WriteAllText(file, "");
        using var store = OpenWith(new RocksDbStateOptions { LocalFolder = file }, Disk);
        var error = Assert.Throws<StreamingException>(() => store.Restore(-1, new StateProbe()));
        Assert.Equal("CANNOT_LOAD_STATE_STORE", error.ErrorClass);
        Assert.Contains(file, error.Message);
        Assert.Contains(RocksDbStateOptions.LocalFolderName, error.Message);
    }

    [Fact]
    public void A_truncated_delta_is_an_error_and_nothing_of_it_is_kept()
    {
        FillLocal(3);
        using (var store = OpenLocal())
        {
            store.Restore(3, new StateProbe());
            store.WriteDelta(4, [StateProbe.ChangesOf(4)]); // committed, and the process dies before it comes to the database
            store.Abandon();
        }

        string path = Path.Combine(Deltas, "4");
        byte[] good = DurableFile.Read(Disk, path);
        DurableFile.Write(Disk, Deltas, "4", good[..^30], overwrite: true);
        using (var store = OpenLocal())
        {
            var error = Assert.Throws<StreamingException>(() => store.Restore(4, new StateProbe()));
            Assert.Equal("CANNOT_LOAD_STATE_STORE", error.ErrorClass);
            Assert.Contains(path, error.Message);
            Assert.Equal(StateProbe.Expected(3), StateProbe.Restore(store, 3));
        }

        DurableFile.Write(Disk, Deltas, "4", good, overwrite: true);
        using (var store = OpenLocal())
        {
            Assert.Equal(StateProbe.Expected(3), StateProbe.Restore(store, 3));
            Assert.Equal(0, store.Rebuilds);
        }
    }

    [Fact]
    public void A_crash_at_every_file_call_loses_nothing()
    {
        var count = new FaultInjectingFileSystem(new InMemoryFileSystem());
        Scenario(count, out _);
        for (int call = 1; call <= count.Calls.Count; call++)
        {
            Directory.Delete(_local, recursive: true);
            var disk = new InMemoryFileSystem();
            var files = new FaultInjectingFileSystem(disk);
            files.FailAt(call, FileFault.Crash);
            long committed = -1;
            Assert.Throws<InjectedFaultException>(() => Scenario(files, out committed));
            disk.Crash();
            using var restarted = OpenLocal(files: disk, minDeltas: 3);
            Assert.Equal(StateProbe.Expected(committed), StateProbe.Restore(restarted, committed));
            Run(restarted, committed + 1, committed + 4);
            Assert.Equal(StateProbe.Expected(committed + 4), StateProbe.Scan(restarted));
        }

        // Every second epoch is large enough for a sorted file. Snapshots on this thread: the calls are the same in each run.
        void Scenario(IFileSystem files, out long committed)
        {
            committed = -1;
            var store = (RocksDbStateStore)new RocksDbStateBackend(new RocksDbStateOptions { LocalFolder = _local, IngestFromBytes = 60 }).Open(new StateStoreContext
            {
                FileSystem = files, Folder = "/state", MinDeltasForSnapshot = 3, Logger = NullLogger.Instance, SnapshotsInBackground = false,
            });
            try
            {
                store.Restore(-1, new StateProbe());
                for (long epoch = 0; epoch < 9; epoch++)
                {
                    store.WriteDelta(epoch, [StateProbe.ChangesOf(epoch)]);
                    committed = epoch; // the commit log has it now
                    store.Commit(epoch);
                    store.Purge(Math.Max(0, epoch - 2));
                }
            }
            finally
            {
                store.Abandon();
            }
        }
    }
}
