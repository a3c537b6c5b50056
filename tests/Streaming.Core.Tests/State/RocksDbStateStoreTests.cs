using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Streaming.Testing;

namespace Streaming.Core.Tests;

public sealed partial class RocksDbStateStoreTests : StateStoreTests, IDisposable
{
    private readonly string _local = Path.Combine(Path.GetTempPath(), $"streaming-test-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_local))
        {
            Directory.Delete(_local, recursive: true);
        }
    }

    protected override IStateStore Open(IFileSystem files, string folder = "/state", int minDeltas = 10) => OpenWith(new RocksDbStateOptions(), files, folder, minDeltas);

    protected override int Shorten => 11;

    protected override void WaitForSnapshot(IStateStore store) => ((RocksDbStateStore)store).WaitForSnapshot();

    private static RocksDbStateStore OpenWith(RocksDbStateOptions options, IFileSystem files, string folder = "/state", int minDeltas = 10) =>
        (RocksDbStateStore)new RocksDbStateBackend(options).Open(
            new StateStoreContext { FileSystem = files, Folder = folder, MinDeltasForSnapshot = minDeltas, Logger = NullLogger.Instance });

    /// <summary>A store whose database stays where it is from one to the next.</summary>
    private RocksDbStateStore OpenLocal(RocksDbStateOptions? options = null, IFileSystem? files = null, int minDeltas = 10) =>
        OpenWith((options ?? new RocksDbStateOptions()) with { LocalFolder = _local, LockAcquireTimeout = TimeSpan.Zero }, files ?? Disk, minDeltas: minDeltas);

    private static string Text(IStateStore store, string key, int partition = 0)
    {
        var value = new ArrayBufferWriter<byte>();
        return store.TryGet(StateProbe.Key(key, partition), value) ? Encoding.UTF8.GetString(value.WrittenSpan) : "-";
    }

    private string DatabaseFile(string pattern) => Directory.GetFiles(_local, pattern, SearchOption.AllDirectories).Order().Last();

    [Fact]
    public void Restores_what_was_committed()
    {
        Fill(24);
        using var store = Open(Disk);
        Assert.False(store.TablesHoldEverything);
        Assert.Equal(StateProbe.Expected(24), StateProbe.Restore(store, 24));
        Assert.Equal("v24", Text(store, "k3"));
        Run(store, 25, 26);
        Assert.Equal(StateProbe.Expected(26), StateProbe.Scan(store));
        Assert.Equal(StateProbe.Expected(26), StateProbe.Restore(store, 26));
        Assert.Equal("v26", Text(store, "k5"));
        Assert.Equal("-", Text(store, "k7"));
    }

    [Fact]
    public void Reads_are_committed_only()
    {
        using var store = Open(Disk);
        store.Restore(-1, new StateProbe());
        var changes = new StateChanges();
        changes.Put(StateProbe.Key("a"), "1"u8);
        store.WriteDelta(0, [changes]);
        Assert.Equal("-", Text(store, "a"));
        Assert.Empty(StateProbe.Scan(store));
        store.Commit(0);
        Assert.Equal("1", Text(store, "a"));
    }

    [Fact]
    public void Scans_between_two_keys_in_byte_order()
    {
        using var store = Open(Disk);
        store.Restore(-1, new StateProbe());
        var changes = new StateChanges();
        for (int i = 0; i < 200; i++)
        {
            changes.Put(StateProbe.Key($"{i:D3}", partition: i % 2), [(byte)i]);
        }

        changes.Put(StateProbe.Key("050x", partition: 1), default);
        store.WriteDelta(0, [changes]);
        store.Commit(0);
        Assert.Equal(["048", "050", "052"], Keys(StateProbe.Key("047"), StateProbe.Key("053")));
        Assert.Equal(["049", "050x", "051"], Keys(StateProbe.Key("048", 1), StateProbe.Key("053", 1)));
        Assert.Equal(["050", "052"], Keys(StateProbe.Key("050"), StateProbe.Key("054")));
        Assert.Empty(Keys(StateProbe.Key("050"), StateProbe.Key("050")));
        Assert.Equal(201, Keys(default, default).Count);
        Assert.Equal(100, Keys(default, StateProbe.Key("", 1)).Count);
        Assert.Equal(101, Keys(StateProbe.Key("", 1), default).Count);
        Assert.Equal(201, Keys(default, [0xFF, 0xFF, 0xFF]).Count); // the database's own entry is none

        // Several at once, one given up half way, and one that outlives a commit.
        using var outer = store.Scan(default, default);
        Assert.True(outer.MoveNext());
        var inner = store.Scan(StateProbe.Key("100"), default);
        Assert.True(inner.MoveNext());
        Assert.Equal("100", Encoding.UTF8.GetString(StateKey.Key(inner.Key)));
        inner.Dispose();
        inner.Dispose();
        changes.Clear();
        changes.Delete(StateProbe.Key("002"));
        store.WriteDelta(1, [changes]);
        store.Commit(1);
        Assert.True(outer.MoveNext());
        Assert.Equal("002", Encoding.UTF8.GetString(StateKey.Key(outer.Key)));
        Assert.Equal(200, Keys(default, default).Count);

        List<string> Keys(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
        {
            var found = new List<string>();
            using var cursor = store.Scan(from, to);
            while (cursor.MoveNext())
            {
                found.Add(Encoding.UTF8.GetString(StateKey.Key(cursor.Key)));
                int number = int.Parse(found[^1].AsSpan(0, 3));
                Assert.Equal(found[^1].Length == 3 ? [(byte)number] : [], cursor.Value.ToArray());
            }

            return found;
        }
    }

    [Fact]
    public void Reading_a_key_allocates_nothing()
    {
        using var store = Open(Disk);
        store.Restore(-1, new StateProbe());
        var changes = new StateChanges();
        for (int i = 0; i < 1000; i++)
        {
            changes.Put(StateProbe.Key($"{i}"), new byte[i]);
        }

        store.WriteDelta(0, [changes]);
        store.Commit(0);
        var value = new ArrayBufferWriter<byte>(4096);
        byte[] key = StateProbe.Key("999");
        byte[] absent = StateProbe.Key("none");
        Read();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Read();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Read()
        {
            value.ResetWrittenCount();
            if (!store.TryGet(key, value) || store.TryGet(absent, value) || value.WrittenCount != 999)
            {
                throw new InvalidOperationException();
            }
        }
    }

    [Fact]
    public async Task Workers_read_at_the_same_time()
    {
        using var store = Open(Disk);
        store.Restore(-1, new StateProbe());
        var changes = new StateChanges();
        for (int i = 0; i < 4000; i++)
        {
            changes.Put(StateProbe.Key($"{i:D4}", partition: i % 4), BitConverter.GetBytes(i));
        }

        store.WriteDelta(0, [changes]);
        store.Commit(0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            var value = new ArrayBufferWriter<byte>();
            for (int round = 0; round < 20; round++)
            {
                int count = 0;
                using var cursor = store.Scan(StateProbe.Key("", worker), StateProbe.Key("", worker + 1));
                while (cursor.MoveNext())
                {
                    value.ResetWrittenCount();
                    Assert.True(store.TryGet(cursor.Key, value));
                    Assert.Equal(cursor.Value, value.WrittenSpan);
                    count++;
                }

                Assert.Equal(1000, count);
            }
        })));
    }

    [Fact]
    public void A_key_and_a_value_of_a_megabyte()
    {
        string key = new('k', 1 << 20);
        byte[] content = Encoding.UTF8.GetBytes(new string('v', 3 << 20));
        using (var store = OpenLocal(new RocksDbStateOptions { IngestFromBytes = 5 << 20 }))
        {
            store.Restore(-1, new StateProbe());
            for (long epoch = 0; epoch < 3; epoch++)
            {
                var changes = new StateChanges();
                changes.Put(StateProbe.Key($"{key}{epoch}"), content);
                if (epoch == 2)
                {
                    changes.Put(StateProbe.Key($"{key}other"), content);
                }

                store.WriteDelta(epoch, [changes]);
                store.Commit(epoch);
            }

            Assert.Equal(1, store.Ingests);
        }

        foreach (bool anew in (bool[])[false, true])
        {
            if (anew)
            {
                Directory.Delete(_local, recursive: true);
            }

            using var store = OpenLocal();
            store.Restore(2, new StateProbe());
            Assert.Equal(anew ? 1 : 0, store.Rebuilds);
            Assert.Equal(4, StateProbe.Scan(store).Count);
            Assert.Equal(content.Length, Text(store, $"{key}0").Length);
            Assert.Equal(content.Length, Text(store, $"{key}2").Length);
        }
    }

    [Fact]
    public void Goes_on_from_the_database_of_the_last_run()
    {
        using (var store = OpenLocal())
        {
            store.Restore(-1, new StateProbe());
            Run(store, 0, 7);
        }

        using (var store = OpenLocal())
        {
            Assert.Equal(StateProbe.Expected(7), StateProbe.Restore(store, 7));
            Assert.Equal(0, store.Rebuilds);
            Run(store, 8, 9);
        }

        // Back to an earlier epoch: only the checkpoint's files have it.
        using (var store = OpenLocal())
        {
            Assert.Equal(StateProbe.Expected(6), StateProbe.Restore(store, 6));
            Assert.Equal(1, store.Rebuilds);
            Assert.Equal(StateProbe.Expected(6), StateProbe.Restore(store, 6));
            Assert.Equal(1, store.Rebuilds);
        }

        using (var store = OpenLocal())
        {
            Assert.Empty(StateProbe.Restore(store, -1));
            Assert.Equal(1, store.Rebuilds);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_store_that_died_applies_the_deltas_since(bool ingested)
    {
        var options = new RocksDbStateOptions { IngestFromBytes = ingested ? 1 : long.MaxValue };
        var store = OpenLocal(options);
        store.Restore(-1, new StateProbe());
        Run(store, 0, 5);
        store.Dispose();
        store = OpenLocal(options);
        store.Restore(5, new StateProbe());
        Run(store, 6, 9);
        store.Abandon();
        using var restarted = OpenLocal(options);
        Assert.Equal(StateProbe.Expected(9), StateProbe.Restore(restarted, 9));
        Assert.Equal(0, restarted.Rebuilds);
        Assert.Equal(0, restarted.Ingests); // what was taken over is on the disk
        if (ingested)
        {
            Run(restarted, 10, 10);
            Assert.Equal(1, restarted.Ingests);
            Assert.Equal(StateProbe.Expected(10), StateProbe.Scan(restarted));
        }
    }

    [Fact]
    public void Another_history_of_the_checkpoint_is_noticed()
    {
        using (var store = OpenLocal())
        {
            store.Restore(-1, new StateProbe());
            Run(store, 0, 9);
        }

        // Set back and run again in memory, further than the database is.
        var expected = StateProbe.Expected(4);
        using (var memory = StateProbe.Open(Disk))
        {
            StateProbe.Restore(memory, 4);
            for (long epoch = 5; epoch < 14; epoch++)
            {
                var changes = new StateChanges();
                changes.Put(StateProbe.Key($"again{epoch}"), "1"u8);
                memory.WriteDelta(epoch, [changes]);
                memory.Commit(epoch);
                expected.Add(Convert.ToHexString(StateProbe.Key($"again{epoch}")), "31");
            }
        }

        using var restarted = OpenLocal();
        Assert.Equal(expected, StateProbe.Restore(restarted, 13));
        Assert.Equal(1, restarted.Rebuilds);
    }

    [Fact]
    public void Purged_deltas_are_never_needed_after_a_kill()
    {
        long epoch = 0;
        for (int run = 0; run < 6; run++)
        {
            var store = OpenLocal(minDeltas: 2);
            store.Restore(epoch - 1, new StateProbe());
            Assert.Equal(0, store.Rebuilds);
            Assert.Equal(StateProbe.Expected(epoch - 1), StateProbe.Scan(store));
            for (int i = 0; i < 37; i++, epoch++)
            {
                store.WriteDelta(epoch, [StateProbe.ChangesOf(epoch)]);
                store.Commit(epoch);
                store.Purge(Math.Max(0, epoch - 3));
            }

            store.Abandon();
        }
    }

    [Fact]
    public void A_thousand_epochs_leave_a_bounded_number_of_files()
    {
        using var store = OpenLocal();
        store.Restore(-1, new StateProbe());
        for (long epoch = 0; epoch < 1000; epoch++)
        {
            store.WriteDelta(epoch, [StateProbe.ChangesOf(epoch)]);
            store.Commit(epoch);
            store.Purge(Math.Max(0, epoch - 100));
        }

        WaitForSnapshot(store);
        Assert.InRange(Disk.ListFiles(Deltas).Count, 100, 210);
        Assert.InRange(Disk.ListFiles(Snapshots).Count, 2, 24);
        Assert.InRange(Directory.GetFiles(_local, "*", SearchOption.AllDirectories).Length, 4, 30);
        Assert.Equal(StateProbe.Expected(999), StateProbe.Scan(store));
    }

    [Fact]
    public void Compacts_on_each_commit_where_that_is_wanted()
    {
        using var store = OpenLocal(new RocksDbStateOptions { CompactOnCommit = true, BoundedMemoryUsage = false, Compression = "zstd", MaxOpenFiles = 20, BlockSizeKB = 16, MaxWriteBufferNumber = 3, WriteBufferSizeMB = 4 });
        store.Restore(-1, new StateProbe());
        Run(store, 0, 5);
        Assert.Equal(StateProbe.Expected(5), StateProbe.Scan(store));
        Assert.Single(Directory.GetFiles(_local, "*.sst", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_checkpoint_on_the_disk_has_its_database_inside_and_one_in_memory_leaves_nothing_behind()
    {
        string state = Path.Combine(_local, "state");
        using (var store = OpenWith(new RocksDbStateOptions(), LocalFileSystem.Instance, state))
        {
            store.Restore(-1, new StateProbe());
            Assert.Equal(Path.Combine(state, "rocksdb"), store.LocalPath);
            Run(store, 0, 2);
        }

        string temporary;
        using (var store = OpenWith(new RocksDbStateOptions(), Disk))
        {
            store.Restore(-1, new StateProbe());
            temporary = store.LocalPath;
            Assert.True(Directory.Exists(temporary));
            Assert.StartsWith(Path.GetTempPath(), temporary);
        }

        Assert.False(Directory.Exists(temporary));
    }

    private void FillLocal(long last)
    {
        using var store = OpenLocal();
        store.Restore(-1, new StateProbe());
        Run(store, 0, last);
    }
}
