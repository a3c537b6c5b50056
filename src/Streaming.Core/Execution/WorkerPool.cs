namespace Streaming;

/// <summary>The workers of a query. One worker runs on the caller's thread; several have a thread each, kept for the whole run.</summary>
internal sealed class WorkerPool : IDisposable
{
    private readonly Worker[] _workers;
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _start;
    private readonly CountdownEvent _finished;
    private readonly Exception?[] _errors;
    private EpochPlan? _plan;
    private CancellationTokenSource? _epoch;
    private volatile bool _stopped;
    private Exception? _first;

    public WorkerPool(int count, string threadName, Guid runId)
    {
        var inboxes = new WorkerInbox[count];
        for (int i = 0; i < count; i++)
        {
            inboxes[i] = new WorkerInbox();
        }

        _workers = new Worker[count];
        for (int i = 0; i < count; i++)
        {
            _workers[i] = new Worker(i, inboxes);
        }

        _errors = new Exception?[count];
        _finished = new CountdownEvent(count);
        _start = new SemaphoreSlim[count == 1 ? 0 : count];
        _threads = new Thread[_start.Length];
        for (int i = 0; i < _threads.Length; i++)
        {
            int number = i;
            _start[i] = new SemaphoreSlim(0);
            _threads[i] = new Thread(() => Loop(number, runId)) { IsBackground = true, Name = $"{threadName} worker {i}" };
        }
    }

    public IReadOnlyList<Worker> Workers => _workers;

    public void Start()
    {
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Runs an epoch on all workers and returns when all have ended; the first error stops the others and is thrown.</summary>
    public void RunEpoch(EpochPlan plan, CancellationToken cancellationToken)
    {
        using var epoch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _epoch = epoch;
        _plan = plan;
        Array.Clear(_errors);
        _first = null;
        if (_threads.Length == 0)
        {
            Run(0);
        }
        else
        {
            _finished.Reset();
            foreach (var start in _start)
            {
                start.Release();
            }

            _finished.Wait(CancellationToken.None);
        }

        _epoch = null;
        var error = FirstError();
        if (error is null)
        {
            return;
        }

        foreach (var worker in _workers)
        {
            try
            {
                worker.Abort(error);
            }
            catch (Exception second)
            {
                // The first error is the reason; this one only says that a sink could not clean up.
                error.Data["streaming.abort." + worker.Number] = second.ToString();
            }
        }

        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }

    public void Dispose()
    {
        _stopped = true;
        foreach (var start in _start)
        {
            start.Release();
        }

        foreach (var thread in _threads)
        {
            if (thread.IsAlive)
            {
                thread.Join();
            }
        }

        Exception? first = null;
        foreach (var worker in _workers)
        {
            try
            {
                worker.Dispose();
            }
            catch (Exception error)
            {
                first ??= error;
            }
        }

        foreach (var start in _start)
        {
            start.Dispose();
        }

        _finished.Dispose();
        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    private void Loop(int number, Guid runId)
    {
        QueryThread.CurrentRun = runId;
        while (true)
        {
            _start[number].Wait();
            if (_stopped)
            {
                return;
            }

            try
            {
                Run(number);
            }
            finally
            {
                _finished.Signal();
            }
        }
    }

    private void Run(int number)
    {
        try
        {
            _workers[number].RunEpoch(_plan!, _epoch!.Token);
        }
        catch (Exception error)
        {
            _errors[number] = error;
            Interlocked.CompareExchange(ref _first, error, null);
            try
            {
                _epoch!.Cancel();
            }
            catch (AggregateException)
            {
                // A callback that somebody registered on the token threw. The token is cancelled all the same, and the first error is the one to report.
            }
        }
    }

    // What stopped the others counts, not that they were stopped or what followed from it.
    private Exception? FirstError() => _first is not OperationCanceledException ? _first : Array.Find(_errors, error => error is not null and not OperationCanceledException) ?? Array.Find(_errors, error => error is not null);
}
