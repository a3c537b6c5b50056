namespace Streaming;

/// <summary>The handle of a running query. Safe for use by several threads.</summary>
/// <remarks>Disposing stops the query (gracefully) and waits for its end; it does not throw the query's failure.</remarks>
public abstract class StreamingQuery : IAsyncDisposable
{
    /// <summary>Id of the query; the same after a restart from its checkpoint.</summary>
    public abstract Guid Id { get; }

    /// <summary>Id of this run; new with each start.</summary>
    public abstract Guid RunId { get; }

    /// <summary>The name given with <c>QueryName</c>; null where none was.</summary>
    public abstract string? Name { get; }

    /// <summary>True until the query has ended.</summary>
    public abstract bool IsActive { get; }

    /// <summary>What the query is doing at this moment.</summary>
    public abstract StreamingQueryStatus Status { get; }

    /// <summary>The newest progress; null before the first epoch.</summary>
    public abstract StreamingQueryProgress? LastProgress { get; }

    /// <summary>The last progresses, oldest first; 100 are kept unless configured otherwise.</summary>
    public abstract IReadOnlyList<StreamingQueryProgress> RecentProgress { get; }

    /// <summary>The progress of each epoch from now on. Completes when the query ends, with <see cref="Exception"/> as the error where it failed.</summary>
    /// <remarks>Observers are called in the background, like listeners; one that throws is logged and called no more.</remarks>
    public abstract IObservable<StreamingQueryProgress> Progress { get; }

    /// <summary>Why the query failed; null while it runs and where it ended well.</summary>
    public abstract StreamingQueryException? Exception { get; }

    /// <summary>Completes when the query has ended and everything it held is released. Never fails.</summary>
    protected internal abstract Task Termination { get; }

    /// <summary>True on a thread of this query, where waiting for its end would never end.</summary>
    protected virtual bool IsCalledByItself => false;

    /// <summary>The clock that waits use.</summary>
    protected virtual TimeProvider Time => TimeProvider.System;

    /// <summary>How long a stop waits where its options do not say.</summary>
    protected virtual TimeSpan StopTimeout => Timeout.InfiniteTimeSpan;

    /// <summary>Waits for the end of the query.</summary>
    /// <param name="timeout">How long; null for ever.</param>
    /// <returns>True when the query has ended, false when the time is over.</returns>
    /// <exception cref="StreamingQueryException">The query failed.</exception>
    public bool AwaitTermination(TimeSpan? timeout = null) => AwaitTerminationAsync(timeout).GetAwaiter().GetResult();

    /// <summary>Waits for the end of the query.</summary>
    /// <param name="timeout">How long; null for ever.</param>
    /// <param name="cancellationToken">Ends the wait, not the query.</param>
    /// <returns>True when the query has ended, false when the time is over.</returns>
    /// <exception cref="StreamingQueryException">The query failed.</exception>
    public async Task<bool> AwaitTerminationAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (IsCalledByItself)
        {
            throw WaitsForItself();
        }

        try
        {
            await Termination.WaitAsync(timeout ?? Timeout.InfiniteTimeSpan, Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }

        return Exception is { } failure ? throw failure : true;
    }

    /// <summary>Waits until everything that the sources hold now is processed and committed. For tests: with data that keeps coming it may never return.</summary>
    /// <exception cref="StreamingQueryException">The query failed.</exception>
    public void ProcessAllAvailable() => ProcessAllAvailableAsync().GetAwaiter().GetResult();

    /// <summary>Waits until everything that the sources hold now is processed and committed. For tests: with data that keeps coming it may never return.</summary>
    /// <param name="cancellationToken">Ends the wait, not the query.</param>
    /// <exception cref="StreamingQueryException">The query failed.</exception>
    public abstract Task ProcessAllAvailableAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops the query and waits for its end. Does nothing where it has ended; does not wait where the query's own user code calls it.</summary>
    /// <param name="options">How; null for graceful.</param>
    /// <exception cref="TimeoutException">The time allowed was not enough; the query goes on stopping.</exception>
    public void Stop(StopOptions? options = null) => StopAsync(options).GetAwaiter().GetResult();

    /// <summary>Stops the query and waits for its end. Does nothing where it has ended; does not wait where the query's own user code calls it.</summary>
    /// <param name="options">How; null for graceful.</param>
    /// <param name="cancellationToken">Ends the wait; the query goes on stopping.</param>
    /// <exception cref="TimeoutException">The time allowed was not enough; the query goes on stopping.</exception>
    public async Task StopAsync(StopOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new StopOptions();
        RequestStop(options);
        if (IsCalledByItself)
        {
            return; // user code inside the query asked: waiting for it to return would never end
        }

        var timeout = options.Timeout ?? StopTimeout;
        try
        {
            await Termination.WaitAsync(timeout, Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException(
                $"Query [id = {Id}, runId = {RunId}, name = {Name ?? "null"}] did not end within {timeout.TotalMilliseconds} ms (status: {Status.Message}). "
                + "It ends with its running work; allow more time (StopOptions.Timeout) or interrupt it (StopOptions.Immediate).", error);
        }
    }

    /// <summary>The plan as text.</summary>
    /// <param name="mode">How the query runs, the logical plan as well, or a Mermaid flowchart.</param>
    public abstract string Explain(ExplainMode mode = ExplainMode.Simple);

    /// <summary>Stops the query gracefully and waits for its end.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>The error of a wait that would never end.</summary>
    private protected InvalidOperationException WaitsForItself() => new(
        $"Cannot wait for query [id = {Id}, runId = {RunId}] on a thread of the query itself (a function of it, or its sink): the wait would never end. Wait elsewhere, or call Stop, which does not wait there.");

    /// <summary>Asks the query to end; returns at once. <see cref="Termination"/> completes later. May be called several times, also with a more urgent option.</summary>
    protected abstract void RequestStop(StopOptions options);
}
