using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>Which backend keeps the state of a query, and RocksDB under a whole query.</summary>
public sealed class StateProviderTests : IDisposable
{
    private const string Provider = "spark.sql.streaming.stateStore.providerClass";
    private const string RocksDbClass = "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider";
    private const string MemoryClass = "org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider";
    private readonly string _folder = Directory.CreateTempSubdirectory("streaming-test").FullName;
    private readonly ListSource<string> _source = new(2);

    private string Checkpoint => Path.Combine(_folder, "checkpoint");

    private string Database => Path.Combine(Checkpoint, "state", "rocksdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<IReadOnlyList<KeyCount<string>>> RunAsync(string? provider, string words, IStateBackend? backend = null, Action<SessionConfiguration>? configure = null)
    {
        await using var session = StreamingSession.Create(new StreamingSessionOptions { StateBackend = backend });
        if (provider is not null)
        {
            session.Configuration.Set(Provider, provider);
        }

        configure?.Invoke(session.Configuration);
        var sink = new CollectSink();
        var query = session.ReadStream().From(_source).FlatMap(line => line.Split(' ')).GroupBy(word => word).Count()
            .WriteStream().OutputMode(OutputMode.Update).Option("checkpointLocation", Checkpoint).To(sink).Start();
        _source.Add(words);
        query.ProcessAllAvailable();
        return [.. sink.Batches<KeyCount<string>>().Single().Rows.OrderBy(row => row.Key)];
    }

    private string Recorded() => File.ReadAllText(Directory.GetFiles(Path.Combine(Checkpoint, "offsets")).Max()!);

    [Fact]
    public async Task RocksDbIsTheDefaultWhereThereIsACheckpointLocation()
    {
        Assert.Equal([new("a", 2), new("b", 1)], await RunAsync(null, "a b a"));
        Assert.True(Directory.Exists(Database));
        Assert.Contains(RocksDbClass, Recorded());
        Assert.Equal([new("a", 3), new("c", 1)], await RunAsync(null, "a c"));
    }

    [Theory]
    [InlineData("rocksdb", true)]
    [InlineData("RocksDB", true)]
    [InlineData(RocksDbClass, true)]
    [InlineData("RocksDBStateStoreProvider", true)]
    [InlineData("memory", false)]
    [InlineData(MemoryClass, false)]
    [InlineData("HDFSBackedStateStoreProvider", false)]
    public async Task ProvidersHaveShortNamesAndSparksNames(string name, bool isRocksDb)
    {
        await RunAsync(name, "a");
        Assert.Equal([new("a", 2)], await RunAsync(name, "a"));
        Assert.Equal(isRocksDb, Directory.Exists(Database));
        Assert.Contains(isRocksDb ? RocksDbClass : MemoryClass, Recorded());
    }

    [Fact]
    public async Task AnUnknownProviderOrSettingIsRefused()
    {
        var error = await Assert.ThrowsAsync<StreamingException>(() => RunAsync("com.example.Provider", "a"));
        Assert.Equal("STATE_STORE_INVALID_PROVIDER", error.ErrorClass);
        Assert.Contains("com.example.Provider", error.Message);
        Assert.Contains("'rocksdb'", error.Message);
        error = await Assert.ThrowsAsync<StreamingException>(() => RunAsync(null, "a", configure: settings => settings.Set("spark.sql.streaming.stateStore.rocksdb.blockSizeKB", "x")));
        Assert.Equal("INVALID_CONF_VALUE", error.ErrorClass);
        Assert.False(Directory.Exists(Checkpoint));
    }

    [Fact]
    public async Task TheProviderOfTheFirstRunStays()
    {
        await RunAsync("memory", "a");
        Assert.Equal([new("a", 2)], await RunAsync("rocksdb", "a"));
        Assert.False(Directory.Exists(Database));
        Assert.Contains(MemoryClass, Recorded());

        // A backend that the program brings counts: all of them share the checkpoint's files.
        Assert.Equal([new("a", 3)], await RunAsync(null, "a", new RocksDbStateBackend()));
        Assert.True(Directory.Exists(Database));
        Assert.Equal([new("a", 4)], await RunAsync(null, "a"));
        Assert.Equal([new("a", 5)], await RunAsync(null, "a", new RocksDbStateBackend()));
    }

    [Fact]
    public async Task TheDatabaseMayBeElsewhere()
    {
        string local = Path.Combine(_folder, "local");
        await RunAsync(null, "a", configure: settings => settings.Set("streaming.state.rocksdb.localFolder", local));
        Assert.False(Directory.Exists(Database));
        Assert.Single(Directory.GetDirectories(local));
        Directory.Delete(local, recursive: true);
        Assert.Equal([new("a", 2)], await RunAsync(null, "a", configure: settings => settings.Set("streaming.state.rocksdb.localFolder", local)));
    }

    [Fact]
    public async Task AMissingDeltaIsAnErrorOfTheQuery()
    {
        await RunAsync(null, "a");
        await RunAsync(null, "a");
        File.Delete(Path.Combine(Checkpoint, "state", "deltas", "1"));
        Directory.Delete(Database, recursive: true);
        var error = await Assert.ThrowsAsync<StreamingQueryException>(() => RunAsync(null, "a"));
        Assert.Equal("CANNOT_LOAD_STATE_STORE", Assert.IsType<StreamingException>(error.InnerException).ErrorClass);
        Assert.Contains(Path.Combine("deltas", "1"), error.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryStepMayBeTheLast(bool isLocal)
    {
        using var driver = new TopologyTestDriver(DriverQueries.WordCount, new()
        {
            CheckpointFolder = isLocal ? Checkpoint : null,
            StateBackend = new RocksDbStateBackend(new RocksDbStateOptions { LockAcquireTimeout = TimeSpan.Zero }),
        });
        int lines = 0;
        for (int round = 0; round < 4; round++)
        {
            foreach (var step in Enum.GetValues<BatchStep>())
            {
                driver.Text("lines").PipeInput($"a {round}");
                lines++;
                driver.Crash(step);
                driver.Crash();
            }
        }

        driver.ProcessAll();
        Assert.Equal([("0", 5L), ("1", 5L), ("2", 5L), ("3", 5L), ("a", (long)lines)], driver.State<string, long>().OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Equal(isLocal, Directory.Exists(Database));
    }

    [Fact]
    public void EveryFileCallMayBeTheLast()
    {
        int calls = Run(failAt: null);
        Assert.InRange(calls, 20, 1000);
        for (int call = 1; call <= calls; call++)
        {
            Run(call);
        }

        int Run(int? failAt)
        {
            string local = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
            var disk = new InMemoryFileSystem();
            var files = new FaultInjectingFileSystem(disk);
            using var driver = new TopologyTestDriver(DriverQueries.WordCount, new()
            {
                FileSystem = files,
                StateBackend = new RocksDbStateBackend(new RocksDbStateOptions { LocalFolder = local, LockAcquireTimeout = TimeSpan.Zero }),
            });
            int start = files.Calls.Count;
            if (failAt is { } call)
            {
                files.FailAt(start + call, FileFault.Crash);
            }

            foreach (string line in (string[])["a b", "a", "b c"])
            {
                driver.Text("lines").PipeInput(line);
                try
                {
                    driver.RunBatch();
                }
                catch (StreamingQueryException error)
                {
                    Assert.Contains("Injected fault", error.ToString(), StringComparison.Ordinal);
                }
            }

            int calls = files.Calls.Count - start;
            disk.Crash();
            files.Reset();
            driver.Restart();
            driver.ProcessAll();
            Assert.Equal([("a", 2L), ("b", 2L), ("c", 1L)], driver.State<string, long>().OrderBy(row => row.Key, StringComparer.Ordinal));
            return calls;
        }
    }
}
