using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>Delivers the events of a session's queries to listeners and observers.</summary>
/// <remarks>
/// A queue that is drained by a thread-pool work item, which exists only while there are events: slow listeners do not hold up queries (as they
/// would on the queries' threads), events of all queries stay in one order, and nothing has to be stopped or is left behind when the session ends.
/// </remarks>
internal sealed class StreamingQueryListenerBus(ILogger logger, int capacity = 10_000) : IThreadPoolWorkItem
{
    private static readonly AsyncLocal<StreamingQueryListenerBus?> Draining = new();

    private readonly Lock _lock = new();
    private readonly Queue<Entry> _queue = new();
    private StreamingQueryListener[] _listeners = [];
    private TaskCompletionSource? _drained;
    private bool _overflowing;

    /// <summary>True: events are delivered by whoever posts them, in the call. For queries that a test runs on its own thread.</summary>
    public bool IsInline { get; init; }

    public IReadOnlyList<StreamingQueryListener> Listeners => Volatile.Read(ref _listeners);

    public void Add(StreamingQueryListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        lock (_lock)
        {
            if (!_listeners.Contains(listener))
            {
                Volatile.Write(ref _listeners, [.. _listeners, listener]);
            }
        }
    }

    public void Remove(StreamingQueryListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        lock (_lock)
        {
            Volatile.Write(ref _listeners, [.. _listeners.Where(other => !ReferenceEquals(other, listener))]);
        }
    }

    /// <summary>Tells all listeners at once, on this thread.</summary>
    public void Started(QueryStartedEvent started)
    {
        foreach (var listener in Listeners)
        {
            Call(listener, nameof(StreamingQueryListener.OnQueryStarted), listener.OnQueryStarted, started);
        }
    }

    public void Post(QueryProgressEvent progress, QueryProgressSubject? observers) => Post(new Entry(progress, observers, null), mayDrop: true);

    public void Post(QueryIdleEvent idle) => Post(new Entry(idle, null, null), mayDrop: true);

    public void Post(QueryTerminatedEvent terminated, QueryProgressSubject? observers, StreamingQueryException? failure) =>
        Post(new Entry(terminated, observers, failure), mayDrop: false);

    /// <summary>Completes when everything posted so far is delivered; at once where a listener itself asks.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            return _drained is null || Draining.Value == this ? Task.CompletedTask : _drained.Task;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Draining.Value = this;
        while (true)
        {
            Entry entry;
            lock (_lock)
            {
                if (!_queue.TryDequeue(out entry))
                {
                    _overflowing = false;
                    _drained!.SetResult();
                    _drained = null;
                    break;
                }
            }

            Deliver(entry);
        }
    }

    private void Post(Entry entry, bool mayDrop)
    {
        if (IsInline)
        {
            Deliver(entry);
            return;
        }

        int pending = 0;
        lock (_lock)
        {
            if (mayDrop && _queue.Count >= capacity)
            {
                if (_overflowing)
                {
                    return;
                }

                _overflowing = true;
                pending = _queue.Count;
            }
            else
            {
                _queue.Enqueue(entry);
                if (_drained is null)
                {
                    _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                }
            }
        }

        if (pending > 0)
        {
            logger.EventsDropped(pending);
        }
    }

    private void Deliver(Entry entry)
    {
        foreach (var listener in Listeners)
        {
            switch (entry.Event)
            {
                case QueryProgressEvent progress:
                    Call(listener, nameof(listener.OnQueryProgress), listener.OnQueryProgress, progress);
                    break;
                case QueryIdleEvent idle:
                    Call(listener, nameof(listener.OnQueryIdle), listener.OnQueryIdle, idle);
                    break;
                case QueryTerminatedEvent terminated:
                    Call(listener, nameof(listener.OnQueryTerminated), listener.OnQueryTerminated, terminated);
                    break;
            }
        }

        if (entry.Event is QueryProgressEvent published)
        {
            entry.Observers?.Publish(published.Progress);
        }
        else if (entry.Event is QueryTerminatedEvent)
        {
            entry.Observers?.End(entry.Failure);
        }
    }

    private void Call<T>(StreamingQueryListener listener, string name, Action<T> method, T argument)
    {
        try
        {
            method(argument);
        }
        catch (Exception error)
        {
            logger.ListenerFailed(error, listener.GetType().FullName, name);
        }
    }

    private readonly record struct Entry(object Event, QueryProgressSubject? Observers, StreamingQueryException? Failure);
}
