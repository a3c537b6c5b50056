using System.Text;
using CsCheck;

namespace Streaming.Core.Tests;

/// <summary>What every state store has to do.</summary>
public abstract class StateStoreTests
{
    protected static readonly string Deltas = Path.Combine("/state", "deltas");
    protected static readonly string Snapshots = Path.Combine("/state", "snapshots");

    protected InMemoryFileSystem Disk { get; } = new();

    /// <summary>Opens a store of the kind that is tested.</summary>
    protected abstract IStateStore Open(IFileSystem files, string folder = "/state", int minDeltas = 10);

    protected abstract void WaitForSnapshot(IStateStore store);

    /// <summary>By how much the tests with many runs are shortened for a store that takes long to open.</summary>
    protected virtual int Shorten => 1;

    /// <summary>Epochs from <paramref name="first"/> to <paramref name="last"/>, each with its snapshot where one is due.</summary>
    protected void Run(IStateStore store, long first, long last)
    {
        for (long epoch = first; epoch <= last; epoch++)
        {
            store.WriteDelta(epoch, [StateProbe.ChangesOf(epoch)]);
            store.Commit(epoch);
            WaitForSnapshot(store);
        }
    }

    protected void Fill(long last, int minDeltas = 10)
    {
        using var store = Open(Disk, minDeltas: minDeltas);
        Assert.Empty(StateProbe.Restore(store, -1));
        Run(store, 0, last);
    }

    protected StreamingException RestoreFails(long epoch)
    {
        using var store = Open(Disk);
        var error = Assert.Throws<StreamingException>(() => StateProbe.Restore(store, epoch));
        Assert.Equal("CANNOT_LOAD_STATE_STORE", error.ErrorClass);
        return error;
    }

    [Fact]
    public void Every_epoch_can_be_restored_newest_first()
    {
        Fill(40);
        for (long epoch = 40; epoch >= -1; epoch--)
        {
            using var store = Open(Disk);
            Assert.Equal(StateProbe.Expected(epoch), StateProbe.Restore(store, epoch));
        }

        Assert.Empty(Disk.ListFiles(Deltas));
        Assert.Empty(Disk.ListFiles(Snapshots));
    }

    [Fact]
    public void An_epoch_run_again_replaces_its_delta()
    {
        Fill(30);
        using var store = Open(Disk);
        StateProbe.Restore(store, 17);
        Assert.DoesNotContain(Disk.ListFiles(Deltas), name => long.Parse(name) > 17);
        Assert.DoesNotContain(Disk.ListFiles(Snapshots), name => long.Parse(name) > 17);
        var other = new StateChanges();
        other.Put(StateProbe.Key("other"), "1"u8);
        store.WriteDelta(18, [StateProbe.ChangesOf(18)]);
        store.WriteDelta(18, [other]); // a failed sink, say
        store.Commit(18);
        var expected = StateProbe.Expected(17);
        expected.Add(Convert.ToHexString(StateProbe.Key("other")), "31");
        Assert.Equal(expected, StateProbe.Restore(store, 18));
    }

    [Fact]
    public void Changes_of_several_workers_are_one_sorted_file()
    {
        using var store = Open(Disk);
        StateProbe.Restore(store, -1);
        var expected = new Dictionary<string, string>();
        var changes = Enumerable.Range(0, 3).Select(_ => new StateChanges()).ToArray();
        for (int i = 0; i < 1000; i++)
        {
            byte[] key = StateProbe.Key($"{i * 7919 % 1000}", partition: i % 12);
            changes[i % 3].Put(key, BitConverter.GetBytes(i));
            expected.Add(Convert.ToHexString(key), Convert.ToHexString(BitConverter.GetBytes(i)));
        }

        store.WriteDelta(0, changes);
        store.Commit(0);
        store.WriteDelta(1, []);
        store.Commit(1);
        Assert.Equal(expected, StateProbe.Restore(store, 1));
        using var reader = StateFileReader.Open(Disk, StateFileKind.Delta, Path.Combine(Deltas, "0"), 0);
        byte[] last = [];
        while (reader.MoveNext())
        {
            Assert.True(last.AsSpan().SequenceCompareTo(reader.Key) < 0);
            last = reader.Key.ToArray();
        }
    }

    [Fact]
    public void Large_entries_and_many_blocks()
    {
        var random = new Random(3);
        using var store = Open(Disk, minDeltas: 2);
        StateProbe.Restore(store, -1);
        var expected = new StateProbe();
        for (long epoch = 0; epoch < 6; epoch++)
        {
            var changes = new StateChanges();
            for (int i = 0; i < 300; i++)
            {
                byte[] value = new byte[i == 7 ? 300_000 : random.Next(2000)];
                random.NextBytes(value);
                changes.Put(StateProbe.Key($"{random.Next(500):D3}-{epoch}-{i}"), value);
                changes.Delete(StateProbe.Key($"gone-{i}"));
            }

            StateProbe.Apply(changes, expected);
            store.WriteDelta(epoch, [changes]);
            store.Commit(epoch);
        }

        Assert.Equal(expected.Entries, StateProbe.Restore(store, 5));
    }

    [Fact]
    public void Snapshots_hold_no_removals()
    {
        Fill(30);
        using var store = Open(Disk);
        long newest = Disk.ListFiles(Snapshots).Max(long.Parse);
        using var reader = StateFileReader.Open(Disk, StateFileKind.Snapshot, Path.Combine(Snapshots, $"{newest}"), newest);
        var probe = new StateProbe();
        while (reader.MoveNext())
        {
            Assert.False(reader.IsDelete);
            probe.Put(reader.Key, reader.Value);
        }

        Assert.Equal(StateProbe.Expected(newest), probe.Entries);
    }

    [Fact]
    public void A_missing_delta_is_an_error()
    {
        Fill(12, minDeltas: 100);
        Disk.Delete(Path.Combine(Deltas, "5"));
        var error = RestoreFails(12);
        Assert.Contains(Path.Combine(Deltas, "5") + " does not exist", error.Message);
        Assert.Contains("checkpointLocation", error.Message);
        Assert.Equal(12, Disk.ListFiles(Deltas).Count); // nothing deleted
        using var store = Open(Disk);
        Assert.Equal(StateProbe.Expected(4), StateProbe.Restore(store, 4));
        RestoreFails(5);
    }

    [Fact]
    public void A_missing_snapshot_is_an_error_where_its_deltas_are_gone()
    {
        using (var store = Open(Disk))
        {
            StateProbe.Restore(store, -1);
            Run(store, 0, 30);
            store.Purge(30);
        }

        string snapshot = Assert.Single(Disk.ListFiles(Snapshots));
        Disk.Delete(Path.Combine(Snapshots, snapshot));
        Assert.Contains(Path.Combine(Deltas, "0") + " does not exist", RestoreFails(30).Message);
        RestoreFails(31);
    }

    [Fact]
    public void Every_flipped_bit_and_every_cut_is_found()
    {
        Fill(2);
        var expected = StateProbe.Expected(2);
        string path = Path.Combine(Deltas, "1");
        byte[] good = DurableFile.Read(Disk, path);
        for (int i = 0; i < good.Length; i += Shorten)
        {
            byte[] flipped = [.. good];
            flipped[i] ^= (byte)(1 << (i % 8));
            Replace(flipped);
            Assert.Contains(path, RestoreFails(2).Message);
            Replace(good[..i]);
            Assert.Contains(path, RestoreFails(2).Message);
        }

        Replace([.. good, 0]);
        Assert.Contains("something follows", RestoreFails(2).Message);
        Replace(DurableFile.Read(Disk, Path.Combine(Deltas, "0")));
        Assert.Contains("it holds the epoch 0", RestoreFails(2).Message);
        Replace(good);
        using var store = Open(Disk);
        Assert.Equal(expected, StateProbe.Restore(store, 2));

        void Replace(byte[] content) => DurableFile.Write(Disk, Deltas, "1", content, overwrite: true);
    }

    [Fact]
    public void A_damaged_snapshot_is_an_error_and_can_be_deleted()
    {
        Fill(25);
        string name = Disk.ListFiles(Snapshots).MaxBy(long.Parse)!;
        byte[] content = DurableFile.Read(Disk, Path.Combine(Snapshots, name));
        content[content.Length / 2] ^= 4;
        DurableFile.Write(Disk, Snapshots, name, content, overwrite: true);
        var error = RestoreFails(25);
        Assert.Contains(Path.Combine(Snapshots, name), error.Message);
        Assert.Contains("Delete the file", error.Message);
        Disk.Delete(Path.Combine(Snapshots, name));
        using var store = Open(Disk);
        Assert.Equal(StateProbe.Expected(25), StateProbe.Restore(store, 25));
    }

    [Fact]
    public void A_file_of_a_later_version_says_upgrade()
    {
        Fill(1);
        byte[] content = DurableFile.Read(Disk, Path.Combine(Deltas, "1"));
        content[4] = 2;
        BitConverter.TryWriteBytes(content.AsSpan(16), System.IO.Hashing.XxHash3.HashToUInt64(content.AsSpan(0, 16)));
        DurableFile.Write(Disk, Deltas, "1", content, overwrite: true);
        Assert.Contains("Upgrade", RestoreFails(1).Message);
    }

    [Fact]
    public void Epochs_cannot_be_left_out()
    {
        using var store = Open(Disk);
        Assert.Throws<InvalidOperationException>(() => store.WriteDelta(0, []));
        StateProbe.Restore(store, -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => store.WriteDelta(1, []));
        Assert.Throws<InvalidOperationException>(() => store.Commit(0));
        store.WriteDelta(0, []);
        store.Commit(0);
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => store.WriteDelta(1, []));
    }

    [Fact]
    public void Random_histories_equal_a_dictionary()
    {
        var change = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 3], Gen.String[0, 20]);
        var step = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 12], change.Array[0, 12]);
        Gen.Select(step.Array[1, 40], Gen.Int[1, 5]).Sample((steps, minDeltas) =>
        {
            var disk = new InMemoryFileSystem();
            var history = new List<Dictionary<string, string>>();
            long oldest = 0;
            var store = Open(disk, minDeltas: minDeltas);
            StateProbe.Restore(store, -1);
            foreach (var (action, amount, edits) in steps)
            {
                if (action == 0)
                {
                    // Back to an earlier epoch, after a crash or not.
                    store.Dispose();
                    if (amount % 2 == 0)
                    {
                        disk.Crash();
                    }

                    long epoch = Math.Max(oldest - (oldest == 0 ? 1 : 0), history.Count - 1 - (amount / 3));
                    store = Open(disk, minDeltas: minDeltas);
                    Assert.Equal(epoch < 0 ? [] : history[(int)epoch], StateProbe.Restore(store, epoch));
                    history.RemoveRange((int)epoch + 1, history.Count - (int)epoch - 1);
                    continue;
                }

                var state = new StateProbe();
                foreach (var (key, value) in history.LastOrDefault() ?? [])
                {
                    state.Entries.Add(key, value);
                }

                var workers = new[] { new StateChanges(), new StateChanges() };
                foreach (var (key, kind, value) in edits.DistinctBy(edit => edit.Item1))
                {
                    var changes = workers[key % 2];
                    byte[] bytes = StateProbe.Key(new string('k', key), partition: key % 5);
                    if (kind == 0)
                    {
                        changes.Delete(bytes);
                    }
                    else
                    {
                        changes.Put(bytes, Encoding.UTF8.GetBytes(value));
                    }
                }

                foreach (var changes in workers)
                {
                    StateProbe.Apply(changes, state);
                }

                store.WriteDelta(history.Count, workers);
                store.Commit(history.Count);
                history.Add(state.Entries);
                if (action == 1)
                {
                    oldest = Math.Max(oldest, history.Count - 1 - amount);
                    store.Purge(oldest);
                }
            }

            store.Dispose();
            for (long epoch = history.Count - 1; epoch >= oldest; epoch--)
            {
                using var restored = Open(disk, minDeltas: minDeltas);
                Assert.Equal(history[(int)epoch], StateProbe.Restore(restored, epoch));
            }
        }, iter: 300 / Shorten);
    }
}
