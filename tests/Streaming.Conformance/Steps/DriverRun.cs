using Streaming.Testing;

namespace Streaming.Conformance;

/// <summary>A query under the driver of tests: batches run on the caller's thread, each trigger one.</summary>
internal sealed class DriverRun : IRunningQuery, IDisposable
{
    private readonly TopologyTestDriver _driver;
    private readonly bool _hasManualClock;

    private DriverRun(TopologyTestDriver driver, bool hasManualClock)
    {
        _driver = driver;
        _hasManualClock = hasManualClock;
        Session = driver.Session;
    }

    public StreamingQueryIds? Ids => null;

    public bool IsActive { get; private set; } = true;

    public Exception? Failure { get; private set; }

    public IReadOnlyList<StreamingQueryProgress> Progress => _driver.Progress;

    public string? Status => null;

    public StreamingSession Session { get; }

    /// <summary>Starts a query; with a manual clock its first trigger has run afterwards.</summary>
    public static DriverRun Start(Func<StreamingSession, IQueryDefinition> query, IReadOnlyDictionary<string, string> configuration, string checkpoint, DateTimeOffset? time)
    {
        var driver = new TopologyTestDriver(query, new TopologyTestDriverOptions { CheckpointFolder = checkpoint, Configuration = configuration, StartTime = time ?? TimeProvider.System.GetUtcNow() });
        var run = new DriverRun(driver, time is not null);
        if (run._hasManualClock)
        {
            run.Run(() => driver.RunBatch());
        }

        return run;
    }

    public string Explain(ExplainMode mode) => mode == ExplainMode.Simple ? _driver.Explain() : throw new MissingFeatureException("extended plans in the driver");

    public Task AdvanceAsync(TimeSpan by)
    {
        _driver.AdvanceWallClock(by);
        Run(() => _driver.RunBatch());
        return Task.CompletedTask;
    }

    public Task SettleAsync()
    {
        if (!_hasManualClock)
        {
            Run(() => _driver.ProcessAll());
        }

        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        IsActive = false;
        _driver.Dispose();
    }

    private void Run(Action batches)
    {
        if (!IsActive)
        {
            return;
        }

        try
        {
            batches();
            IsActive = !_driver.HasEnded;
        }
        catch (StreamingQueryException error)
        {
            Failure = error;
            IsActive = false;
        }
    }
}
