using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>Every file call of a query's life fails once, in each way; a restart must go on as if nothing had happened.</summary>
public sealed class CheckpointCrashTests
{
    private const int MinDeltas = 3;
    private const int Retained = 2;

    /// <summary>A query: opens, recovers, runs to an epoch, closes. Tells what the sink saw and what was acknowledged.</summary>
    private sealed class Run
    {
        public long LastCommit { get; private set; } = -1;

        public long LastBegun { get; private set; } = -1;

        public void To(IFileSystem files, string root, long last, long minEpoch = -1)
        {
            using var checkpoint = CheckpointFolder.Open(files, root);
            var plan = checkpoint.Recover();
            Assert.InRange(plan.CommittedEpoch, minEpoch, long.MaxValue);
            LastCommit = LastBegun = plan.CommittedEpoch;
            Assert.Equal(plan.NextBatchId * 10, plan.WatermarkMs);
            if (plan.Committed is { } before)
            {
                Assert.Equal([$"{plan.CommittedEpoch}"], before.Offsets);
            }

            using var store = StateProbe.Open(files, checkpoint.StateFolder, MinDeltas);
            Assert.Equal(StateProbe.Expected(plan.CommittedEpoch), StateProbe.Restore(store, plan.CommittedEpoch));
            for (long epoch = plan.NextBatchId; epoch <= last; epoch++)
            {
                LastBegun = epoch;
                if (plan.Replay is null || epoch > plan.NextBatchId)
                {
                    checkpoint.Offsets.Add(epoch, CheckpointCases.Entry($"{epoch}", timestamp: 1000 + epoch, watermark: epoch * 10));
                }
                else
                {
                    Assert.Equal([$"{epoch}"], plan.Replay.Offsets);
                    Assert.Equal(1000 + epoch, plan.Replay.BatchTimestampMs);
                }

                store.WriteDelta(epoch, [StateProbe.ChangesOf(epoch)]);
                checkpoint.Commits.Add(epoch, new CommitEntry((epoch + 1) * 10));
                LastCommit = epoch;
                store.Commit(epoch);
                store.WaitForSnapshot(); // the order of calls must be the same in every run
                store.Purge(checkpoint.Purge(epoch, Retained));
            }
        }
    }

    private static void CheckEnd(IFileSystem files, string root, long last)
    {
        using (var checkpoint = CheckpointFolder.Open(files, root))
        {
            Assert.Equal(last + 1, checkpoint.Recover().NextBatchId);
            Assert.Equal(Enumerable.Range((int)last - Retained, Retained + 1).Select(id => (long)id), checkpoint.Offsets.Ids);
            Assert.Equal(checkpoint.Offsets.Ids, checkpoint.Commits.Ids);
        }

        string state = Path.Combine(root, "state");
        Assert.InRange(files.ListFiles(Path.Combine(state, "deltas")).Count, 1, Retained + MinDeltas + 1);
        Assert.InRange(files.ListFiles(Path.Combine(state, "snapshots")).Count, 1, Retained + 2);
        foreach (string folder in new[] { "offsets", "commits", "state/deltas", "state/snapshots" })
        {
            Assert.DoesNotContain(files.ListFiles(Path.Combine(root, folder)), name => name.EndsWith(".tmp", StringComparison.Ordinal));
        }

        // Every retained epoch, not only the last.
        for (long epoch = last; epoch >= last - Retained; epoch--)
        {
            using var store = StateProbe.Open(files, state, MinDeltas);
            Assert.Equal(StateProbe.Expected(epoch), StateProbe.Restore(store, epoch));
        }
    }

    private static bool Fails(Run run, IFileSystem files, string root, long last)
    {
        try
        {
            run.To(files, root, last);
            return false;
        }
        catch (InjectedFaultException)
        {
            return true;
        }
    }

    /// <summary>Epochs that ran before the faults, from a new checkpoint to one that purges.</summary>
    [Theory]
    [InlineData(-1, 4)]
    [InlineData(5, 9)]
    public void Any_call_may_crash_or_fail(long before, long last)
    {
        var template = new InMemoryFileSystem();
        if (before >= 0)
        {
            new Run().To(template, "/c", before);
        }

        var counting = new FaultInjectingFileSystem(template.Clone());
        new Run().To(counting, "/c", last);
        int calls = counting.Calls.Count;
        foreach (var operation in Enum.GetValues<FileOperation>())
        {
            Assert.Contains(counting.Calls, call => call.Operation == operation);
        }

        int failures = 0;
        for (int call = 1; call <= calls; call++)
        {
            foreach (var fault in Enum.GetValues<FileFault>())
            {
                for (int loss = 0; loss < (fault == FileFault.Crash ? 4 : 1); loss++)
                {
                    var disk = template.Clone();
                    var files = new FaultInjectingFileSystem(disk);
                    files.FailAt(call, fault);
                    var run = new Run();
                    bool failed = Fails(run, files, "/c", last);
                    failures += failed ? 1 : 0;
                    if (fault == FileFault.Crash)
                    {
                        disk.Crash(loseContents: (loss & 1) != 0, loseEntries: (loss & 2) != 0);
                    }

                    // The last acknowledged commit is never lost; one in flight may count or not.
                    var next = new Run();
                    next.To(disk, "/c", last + 3, minEpoch: run.LastCommit);
                    CheckEnd(disk, "/c", last + 3);
                }
            }
        }

        Assert.InRange(failures, calls, int.MaxValue);
    }

    [Fact]
    public void Any_call_may_crash_on_the_disk()
    {
        string root = Path.Combine(Path.GetTempPath(), "streaming-crash-" + Guid.NewGuid().ToString("N"));
        try
        {
            string template = Path.Combine(root, "template");
            new Run().To(LocalFileSystem.Instance, template, 4);
            int calls = int.MaxValue;
            for (int call = 0; call <= calls; call++)
            {
                string copy = Path.Combine(root, $"{call}");
                Copy(template, copy);
                var files = new FaultInjectingFileSystem(LocalFileSystem.Instance);
                var run = new Run();
                if (call == 0)
                {
                    run.To(files, copy, 6);
                    calls = files.Calls.Count;
                    continue;
                }

                files.FailAt(call, FileFault.Crash);
                Fails(run, files, copy, 6);
                new Run().To(LocalFileSystem.Instance, copy, 7, minEpoch: run.LastCommit);
                CheckEnd(LocalFileSystem.Instance, copy, 7);
                Directory.Delete(copy, recursive: true);
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_full_disk_stops_the_epoch_and_space_lets_it_go_on()
    {
        var disk = new InMemoryFileSystem();
        var files = new FaultInjectingFileSystem(disk);
        using var store = StateProbe.Open(files);
        StateProbe.Restore(store, -1);
        files.Reset();
        files.FailAt(2, FileFault.ShortWrite);
        var error = Assert.Throws<InjectedFaultException>(() => store.WriteDelta(0, [StateProbe.ChangesOf(0)]));
        Assert.True(DurableFile.IsDiskFull(error));
        Assert.Empty(disk.ListFiles("/state/deltas"));
        store.WriteDelta(0, [StateProbe.ChangesOf(0)]);
        store.Commit(0);
        Assert.Equal(StateProbe.Expected(0), StateProbe.Restore(store, 0));
    }

    [Fact]
    public void A_failed_snapshot_is_made_again()
    {
        var disk = new InMemoryFileSystem();
        var files = new FaultInjectingFileSystem(disk);
        int failures = 0;
        files.BeforeCall = call =>
        {
            if (call.Operation == FileOperation.Create && call.Path.Contains("snapshots", StringComparison.Ordinal) && failures < 2)
            {
                failures++;
                throw new IOException("Injected fault");
            }
        };
        using var store = StateProbe.Open(files);
        StateProbe.Restore(store, -1);
        for (long epoch = 0; epoch < 14; epoch++)
        {
            store.WriteDelta(epoch, [StateProbe.ChangesOf(epoch)]);
            store.Commit(epoch);
            store.WaitForSnapshot();
        }

        // The third attempt is the query's own, before the eleventh delta.
        Assert.Equal(2, failures);
        Assert.Equal(["9"], disk.ListFiles("/state/snapshots"));
        Assert.Equal(StateProbe.Expected(13), StateProbe.Restore(store, 13));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (string folder in Directory.GetDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
