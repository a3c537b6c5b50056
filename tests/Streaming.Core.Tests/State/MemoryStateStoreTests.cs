using Streaming.Testing;

namespace Streaming.Core.Tests;

public sealed class MemoryStateStoreTests : StateStoreTests
{
    protected override IStateStore Open(IFileSystem files, string folder = "/state", int minDeltas = 10) => StateProbe.Open(files, folder, minDeltas);

    protected override void WaitForSnapshot(IStateStore store) => ((MemoryStateStore)store).WaitForSnapshot();

    [Fact]
    public void Restores_what_was_committed()
    {
        Fill(24);
        using var store = StateProbe.Open(Disk);
        Assert.True(store.TablesHoldEverything);
        Assert.Equal(StateProbe.Expected(24), StateProbe.Restore(store, 24));
        Run(store, 25, 26);
        Assert.Equal(StateProbe.Expected(26), StateProbe.Restore(store, 26));
        Assert.False(store.TryGet(StateProbe.Key("all"), new System.Buffers.ArrayBufferWriter<byte>()));
    }

    [Fact]
    public void A_restart_reads_one_snapshot_and_ten_deltas_at_most()
    {
        var files = new FaultInjectingFileSystem(Disk);
        using var store = StateProbe.Open(files);
        StateProbe.Restore(store, -1);
        for (long epoch = 0; epoch < 120; epoch++)
        {
            // No waiting for snapshots here: the store itself has to keep up.
            store.WriteDelta(epoch, [StateProbe.ChangesOf(epoch)]);
            store.Commit(epoch);
            var copy = new FaultInjectingFileSystem(CrashOf(Disk));
            using var restarted = StateProbe.Open(copy);
            Assert.Equal(StateProbe.Expected(epoch), StateProbe.Restore(restarted, epoch));
            // A snapshot being made by the restarted store itself reads as well; what it reads is its own temporary file's business.
            restarted.WaitForSnapshot();
            var opened = copy.Calls.TakeWhile(call => call.Operation != FileOperation.Create).Where(call => call.Operation == FileOperation.OpenRead).Select(call => call.Path).Distinct().ToList();
            Assert.InRange(opened.Count(path => path.Contains("snapshots", StringComparison.Ordinal)), epoch < 10 ? 0 : 1, 1);
            Assert.InRange(opened.Count(path => path.Contains("deltas", StringComparison.Ordinal)), 0, 10);
        }

        static InMemoryFileSystem CrashOf(InMemoryFileSystem disk)
        {
            var copy = disk.Clone();
            copy.Crash();
            return copy;
        }
    }

    [Fact]
    public void A_slow_snapshot_holds_the_query_up_only_at_the_limit()
    {
        using var release = new ManualResetEventSlim();
        using var blocked = new ManualResetEventSlim();
        bool tooEarly = false;
        var files = new FaultInjectingFileSystem(Disk)
        {
            BeforeCall = call =>
            {
                if (call.Operation == FileOperation.Create && call.Path.Contains("snapshots", StringComparison.Ordinal))
                {
                    blocked.Set();
                    release.Wait();
                }

                if (call.Operation == FileOperation.Create && call.Path.EndsWith(".10.tmp", StringComparison.Ordinal) && !release.IsSet)
                {
                    tooEarly = true;
                }
            },
        };
        using var store = StateProbe.Open(files);
        StateProbe.Restore(store, -1);
        for (long epoch = 0; epoch <= 9; epoch++)
        {
            store.WriteDelta(epoch, [StateProbe.ChangesOf(epoch)]);
            store.Commit(epoch);
        }

        blocked.Wait();
        var eleventh = new Thread(() => store.WriteDelta(10, [StateProbe.ChangesOf(10)]));
        eleventh.Start();
        SpinWait.SpinUntil(() => !eleventh.IsAlive || eleventh.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        Assert.DoesNotContain("10", Disk.ListFiles(Deltas));
        release.Set();
        eleventh.Join();
        Assert.False(tooEarly);
        Assert.Contains("10", Disk.ListFiles(Deltas));
        Assert.NotEmpty(Disk.ListFiles(Snapshots));
    }

    [Fact]
    public void A_thousand_epochs_leave_a_bounded_number_of_files()
    {
        var checkpoint = CheckpointFolder.Open(Disk, "/checkpoint");
        var store = StateProbe.Open(Disk, checkpoint.StateFolder);
        StateProbe.Restore(store, -1);
        for (long epoch = 0; epoch < 1000; epoch++)
        {
            checkpoint.Offsets.Add(epoch, CheckpointCases.Entry($"{epoch}"));
            store.WriteDelta(epoch, [StateProbe.ChangesOf(epoch)]);
            checkpoint.Commits.Add(epoch, new CommitEntry(0));
            store.Commit(epoch);
            store.Purge(checkpoint.Purge(epoch, minBatchesToRetain: 100));
        }

        store.Dispose();
        checkpoint.Dispose();
        Assert.Equal(101, Disk.ListFiles("/checkpoint/offsets").Count);
        Assert.Equal(101, Disk.ListFiles("/checkpoint/commits").Count);
        Assert.InRange(Disk.ListFiles("/checkpoint/state/deltas").Count, 100, 110);
        Assert.InRange(Disk.ListFiles("/checkpoint/state/snapshots").Count, 10, 22);
        Assert.DoesNotContain(Disk.ListFiles("/checkpoint/state/snapshots"), name => name.StartsWith('.'));
        Assert.Equal(["metadata"], Disk.ListFiles("/checkpoint"));
        foreach (long epoch in new long[] { 999, 950, 905, 899 })
        {
            using var restarted = StateProbe.Open(Disk, "/checkpoint/state");
            Assert.Equal(StateProbe.Expected(epoch), StateProbe.Restore(restarted, epoch));
        }
    }
}
