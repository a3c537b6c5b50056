using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Streaming.TestSupport;

namespace Streaming.Core.Tests;

/// <summary>A process that is killed while it writes to its database, also while the database takes over a sorted file.</summary>
public sealed class RocksDbKillTests : IDisposable
{
    private const int Kills = 6;
    private readonly string _folder = Directory.CreateTempSubdirectory("streaming-test").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WhateverItWasDoingTheStateIsThatOfTheLastCommit()
    {
        var random = new Random(7);
        for (int kill = 0; kill < Kills; kill++)
        {
            await using var child = ChildProcess.StartScenario("rocksdb-epochs", _folder);
            long start = LastCommit() + 1;
            await child.WaitForLine($"committed {start + random.Next(1, 12)}.");
            SpinWait.SpinUntil(static () => false, TimeSpan.FromMilliseconds(random.Next(12)));
            await child.Kill();
            long last = LastCommit();
            using var store = Open(_folder);
            Assert.Equal(Expected(last), StateProbe.Restore(store, last));
            Assert.True(store.Rebuilds == 0 || kill == 0, "The database of the killed process was of use.");
        }
    }

    /// <summary>Writes epochs until it is killed, every second one as a sorted file; says when one is committed.</summary>
    [ChildScenario("rocksdb-epochs")]
    internal static int WriteEpochs(string[] arguments)
    {
        string folder = arguments[0];
        using var store = Open(folder);
        string commits = Path.Combine(folder, "commits");
        long epoch = File.Exists(commits) ? long.Parse(File.ReadAllText(commits), CultureInfo.InvariantCulture) : -1;
        store.Restore(epoch, new StateProbe());
        while (true)
        {
            epoch++;
            store.WriteDelta(epoch, [ChangesOf(epoch)]);
            File.WriteAllText(commits + ".new", epoch.ToString(CultureInfo.InvariantCulture));
            File.Move(commits + ".new", commits, overwrite: true);
            store.Commit(epoch);
            store.Purge(Math.Max(0, epoch - 5));
            Console.WriteLine($"committed {epoch}.");
        }
    }

    private long LastCommit()
    {
        string commits = Path.Combine(_folder, "commits");
        return File.Exists(commits) ? long.Parse(File.ReadAllText(commits), CultureInfo.InvariantCulture) : -1;
    }

    private static RocksDbStateStore Open(string folder) => (RocksDbStateStore)new RocksDbStateBackend(new RocksDbStateOptions { IngestFromBytes = 20_000 }).Open(new StateStoreContext
    {
        FileSystem = LocalFileSystem.Instance, Folder = Path.Combine(folder, "state"), MinDeltasForSnapshot = 3, Logger = NullLogger.Instance,
    });

    private static StateChanges ChangesOf(long epoch)
    {
        var changes = new StateChanges();
        int count = epoch % 2 == 0 ? 2000 : 20;
        for (int i = 0; i < count; i++)
        {
            changes.Put(StateProbe.Key($"{(i * 31) + (epoch % 3):D6}", partition: i % 7), BitConverter.GetBytes(epoch));
        }

        changes.Delete(StateProbe.Key($"{epoch % 3:D6}x"));
        return changes;
    }

    private static Dictionary<string, string> Expected(long epoch)
    {
        var probe = new StateProbe();
        for (long e = Math.Max(0, epoch - 12); e <= epoch; e++)
        {
            // The last twelve epochs have every key that there is.
            StateProbe.Apply(ChangesOf(e), probe);
        }

        return probe.Entries;
    }
}
