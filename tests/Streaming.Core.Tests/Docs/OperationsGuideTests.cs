using System.Diagnostics.Metrics;

namespace Streaming.Core.Tests.Docs;

/// <summary>The code of docs/guide/operations.md.</summary>
public sealed class OperationsGuideTests
{
    private readonly StreamingSession _session = StreamingSession.Create("guide");
    private readonly MemoryStream<string> _words = new();
    private readonly StringWriter _log = new();

    [Fact]
    public async Task State()
    {
        await using var session = StreamingSession.Create(new StreamingSessionOptions
        {
            StateBackend = new RocksDbStateBackend(new RocksDbStateOptions { MaxMemoryUsageMB = 256 }),
        });
        string checkpoint = Directory.CreateTempSubdirectory("streaming-test").FullName;
        try
        {
            var query = session.ReadStream().From(_words).GroupBy(word => word).Count()
                .WriteStream().OutputMode(OutputMode.Update).Option("checkpointLocation", checkpoint).Format("noop").Start();
            _words.AddData("a");
            await query.ProcessAllAvailableAsync();
            _words.AddData("a", "b");
            await query.ProcessAllAvailableAsync();
            Read(session, checkpoint);
            await query.StopAsync();
        }
        finally
        {
            Directory.Delete(checkpoint, recursive: true);
        }
    }

    private static void Read(StreamingSession session, string checkpoint)
    {
        var state = StateReader.Open(checkpoint);
        foreach (var entry in state.Read(new StateReadOptions { BatchId = state.MaxBatchId }))
        {
            Console.WriteLine($"{entry.ReadKey<string>()}: {entry.ReadValue<long>()}");
        }

        foreach (var change in state.Difference(fromBatchId: 0, toBatchId: 1))
        {
            Console.WriteLine($"{change.Kind} {(change.After ?? change.Before)!.ReadKey<string>()}");
        }

        session.Read().Format("statestore").Option("batchId", 1).Load(checkpoint).Show();
        session.Read().Format("state-metadata").Load(checkpoint).Show();
    }

    [Fact]
    public async Task ProgressAndListeners()
    {
        var session = _session;
        session.Queries.AddListener(new Alarm(_log));
        var query = Start();

        using var subscription = query.Progress.Subscribe(progress => Console.WriteLine($"batch {progress.BatchId}: {progress.NumInputRows} rows"), error => { });
        _words.AddData("a", "b");
        await query.ProcessAllAvailableAsync();
        Console.WriteLine(query.LastProgress!.PrettyJson);
        Assert.Contains("\"numInputRows\" : 2", query.LastProgress.PrettyJson, StringComparison.Ordinal);

        _words.AddData("bad");
        await Assert.ThrowsAsync<StreamingQueryException>(() => query.AwaitTerminationAsync());
        await session.DisposeAsync();
        Assert.StartsWith("counts failed:", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop()
    {
        var query = Start();

        await query.StopAsync();                                                        // the running batch ends first
        await query.StopAsync(new StopOptions { Immediate = true });                    // it is interrupted, and runs again after a restart
        await query.StopAsync(new StopOptions { Timeout = TimeSpan.FromSeconds(30) });  // TimeoutException after that

        Assert.False(query.IsActive);
    }

    [Fact]
    public async Task Errors()
    {
        var query = Start();
        _words.AddData("bad");

        try
        {
            await query.AwaitTerminationAsync();
        }
        catch (StreamingQueryException failure)
        {
            Console.Error.WriteLine($"{failure.Operator} at {failure.Topic}-{failure.Partition}@{failure.Offset}: {failure.Cause.Message}");
        }

        Assert.Contains("Map", query.Exception!.Operator!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics()
    {
        long read = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == StreamingDiagnostics.MeterName && instrument.Name == "streaming.records.in")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Interlocked.Add(ref read, value));
        listener.Start();
        var query = Start();
        _words.AddData("a", "b");
        await query.ProcessAllAvailableAsync();
        Assert.True(read >= 2);
    }

    private StreamingQuery Start() => _session.ReadStream().From(_words)
        .Map(word => word == "bad" ? throw new FormatException("a bad word") : word)
        .GroupBy(word => word).Count()
        .WriteStream().QueryName("counts").OutputMode(OutputMode.Update).Format("noop").Start();

    private sealed class Alarm(TextWriter log) : StreamingQueryListener
    {
        public override void OnQueryTerminated(QueryTerminatedEvent queryTerminated)
        {
            if (queryTerminated.Exception is not null)
            {
                log.WriteLine($"{queryTerminated.Name} failed: {queryTerminated.Exception}");
            }
        }
    }
}
