namespace Streaming.Conformance;

/// <summary>A query of the engine with its threads.</summary>
internal sealed class EngineQuery : IRunningQuery
{
    private readonly StreamingQuery _query;
    private readonly CaseClock? _clock;
    private readonly bool _endsByItself;

    private EngineQuery(StreamingSession session, StreamingQuery query, CaseClock? clock, bool endsByItself)
    {
        Session = session;
        _query = query;
        _clock = clock;
        _endsByItself = endsByItself;
    }

    public StreamingQueryIds Ids => new(_query.Id, _query.RunId);

    StreamingQueryIds? IRunningQuery.Ids => Ids;

    public bool IsActive => _query.IsActive;

    public Exception? Failure => _query.Exception;

    public IReadOnlyList<StreamingQueryProgress> Progress => _query.RecentProgress;

    public string? Status => _query.Status.Json;

    public StreamingSession Session { get; }

    /// <summary>Starts a query; with a manual clock its first trigger has run afterwards.</summary>
    public static async Task<EngineQuery> StartAsync(StreamingSession session, DataStreamWriter<Row> writer, CaseClock? clock, bool endsByItself)
    {
        int timers = clock?.Timers ?? 0;
        var query = new EngineQuery(session, writer.Start(), clock, endsByItself);
        await query.WaitForTriggerAsync(timers);
        return query;
    }

    public string Explain(ExplainMode mode) => _query.Explain(mode);

    public async Task AdvanceAsync(TimeSpan by)
    {
        if (_clock is not null)
        {
            int timers = _clock.Timers;
            _clock.Advance(by);
            await WaitForTriggerAsync(timers);
        }
    }

    public async Task SettleAsync()
    {
        try
        {
            if (_endsByItself)
            {
                await _query.AwaitTerminationAsync().WaitAsync(Wait.Patience);
            }
            else if (_clock is null && _query.IsActive)
            {
                await _query.ProcessAllAvailableAsync().WaitAsync(Wait.Patience);
            }
        }
        catch (StreamingQueryException)
        {
            // It is the query's Failure.
        }
    }

    public Task StopAsync() => _query.StopAsync();

    private async Task WaitForTriggerAsync(int timers)
    {
        if (_clock is not null && !await Wait.UntilAsync(() => !_query.IsActive || _clock.Timers > timers, Wait.Patience))
        {
            throw new TimeoutException("The query does not come to rest.");
        }
    }
}
