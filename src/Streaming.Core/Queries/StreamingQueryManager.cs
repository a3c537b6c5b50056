using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>The running queries of a session and the listeners that are told about them. Safe for use by several threads.</summary>
public sealed class StreamingQueryManager
{
    private readonly Lock _lock = new();
    private readonly List<StreamingQuery> _active = [];
    private readonly TimeProvider _time;
    private TaskCompletionSource<StreamingQueryException?> _terminated = NewSignal();

    internal StreamingQueryManager(TimeProvider time, ILogger logger, bool deliverInline = false)
    {
        _time = time;
        Bus = new StreamingQueryListenerBus(logger) { IsInline = deliverInline };
    }

    /// <summary>The queries that run now, the oldest first.</summary>
    public IReadOnlyList<StreamingQuery> Active
    {
        get
        {
            lock (_lock)
            {
                return [.. _active];
            }
        }
    }

    /// <summary>Where the session's queries post their events.</summary>
    internal StreamingQueryListenerBus Bus { get; }

    /// <summary>The running query of an id, or null.</summary>
    public StreamingQuery? Get(Guid id)
    {
        lock (_lock)
        {
            return _active.Find(query => query.Id == id);
        }
    }

    /// <summary>Waits until any query of the session ends; returns at once where one has since the start or the last <see cref="ResetTerminated"/>.</summary>
    /// <param name="timeout">How long; null for ever.</param>
    /// <returns>True when a query has ended, false when the time is over.</returns>
    /// <exception cref="StreamingQueryException">A query failed; thrown again by each call until <see cref="ResetTerminated"/>.</exception>
    public bool AwaitAnyTermination(TimeSpan? timeout = null) => AwaitAnyTerminationAsync(timeout).GetAwaiter().GetResult();

    /// <summary>Waits until any query of the session ends; returns at once where one has since the start or the last <see cref="ResetTerminated"/>.</summary>
    /// <param name="timeout">How long; null for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when a query has ended, false when the time is over.</returns>
    /// <exception cref="StreamingQueryException">A query failed; thrown again by each call until <see cref="ResetTerminated"/>.</exception>
    public async Task<bool> AwaitAnyTerminationAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        Task<StreamingQueryException?> signal;
        lock (_lock)
        {
            signal = _terminated.Task;
        }

        try
        {
            return await signal.WaitAsync(timeout ?? Timeout.InfiniteTimeSpan, _time, cancellationToken).ConfigureAwait(false) is { } failure ? throw failure : true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Forgets the queries that have ended, so that <see cref="AwaitAnyTermination"/> waits for the next.</summary>
    public void ResetTerminated()
    {
        lock (_lock)
        {
            if (_terminated.Task.IsCompleted)
            {
                _terminated = NewSignal();
            }
        }
    }

    /// <summary>Adds a listener; a listener that is there already is not added twice.</summary>
    public void AddListener(StreamingQueryListener listener) => Bus.Add(listener);

    /// <summary>Removes a listener. A call that is under way goes on; no other follows.</summary>
    public void RemoveListener(StreamingQueryListener listener) => Bus.Remove(listener);

    /// <summary>The listeners, in the order they were added.</summary>
    public IReadOnlyList<StreamingQueryListener> ListListeners() => Bus.Listeners;

    /// <summary>Takes a query in, before it does anything.</summary>
    /// <exception cref="StreamingException">A running query has the same name or the same id.</exception>
    internal void Register(StreamingQuery query)
    {
        lock (_lock)
        {
            if (query.Name is { } name && _active.Exists(other => other.Name == name))
            {
                throw new StreamingException("QUERY_NAME_IN_USE",
                    $"Cannot start query with name {name} as a query with that name is already active in this session. Stop that query first, or choose another name with QueryName.")
                { QueryId = query.Id };
            }

            if (_active.Find(other => other.Id == query.Id) is { } same)
            {
                throw new StreamingException("CONCURRENT_QUERY",
                    $"Cannot start query with id {query.Id} as another query with same id is already active (run id {same.RunId}). Perhaps you are attempting to restart a query from checkpoint that is already active. "
                    + "Stop that query first, or give this one a checkpointLocation of its own.")
                { QueryId = query.Id };
            }

            _active.Add(query);
        }

        // For queries whose maker does not call NotifyTerminated.
        _ = query.Termination.ContinueWith(
            static (_, state) => ((Action)state!)(), (Action)(() => NotifyTerminated(query)),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Takes a query out that could not be started.</summary>
    internal void Unregister(StreamingQuery query)
    {
        lock (_lock)
        {
            _active.Remove(query);
        }
    }

    /// <summary>Takes a query out that has ended. To be called once its exception is set and before its <see cref="StreamingQuery.Termination"/> completes.</summary>
    internal void NotifyTerminated(StreamingQuery query)
    {
        lock (_lock)
        {
            if (!_active.Remove(query))
            {
                return;
            }

            // The first end counts, but a failure is never hidden behind a clean one.
            if (_terminated.Task.IsCompleted && query.Exception is not null)
            {
                _terminated = NewSignal();
            }

            _terminated.TrySetResult(query.Exception);
        }
    }

    /// <summary>Stops all queries, waits for their ends and until their events are delivered.</summary>
    internal async Task StopAllAsync(StopOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Task.WhenAll(Active.Select(query => query.StopAsync(options, cancellationToken))).ConfigureAwait(false);
        await Bus.FlushAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static TaskCompletionSource<StreamingQueryException?> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
