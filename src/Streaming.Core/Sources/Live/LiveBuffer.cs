namespace Streaming;

/// <summary>Rows that came from outside, from the first uncommitted one on: a ring of bounded size whose producers wait for room.</summary>
internal sealed class LiveBuffer<T> : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _room;
    private readonly ManualResetEventSlim _changed = new();
    private readonly CancellationTokenSource _closed = new();
    private T[] _ring = new T[256];
    private long _head;
    private long _tail;
    private bool _isCompleted;
    private Exception? _error;

    public LiveBuffer(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _room = new SemaphoreSlim(capacity);
        Closed = _closed.Token;
    }

    /// <summary>Cancelled when nobody reads any more.</summary>
    public CancellationToken Closed { get; }

    /// <summary>Adds a row; waits while the buffer is full.</summary>
    /// <exception cref="OperationCanceledException">The buffer was closed.</exception>
    public void Append(T value)
    {
        _room.Wait(Closed);
        Put(value);
    }

    /// <summary>As <see cref="Append"/>, without holding a thread.</summary>
    public ValueTask AppendAsync(T value)
    {
        var wait = _room.WaitAsync(Closed);
        if (!wait.IsCompletedSuccessfully)
        {
            return AppendAfter(wait, value);
        }

        Put(value);
        return ValueTask.CompletedTask;
    }

    /// <summary>No rows will follow.</summary>
    /// <param name="error">Why, where that is an error.</param>
    public void Complete(Exception? error = null)
    {
        lock (_lock)
        {
            if (_isCompleted)
            {
                return;
            }

            _isCompleted = true;
            _error = error;
        }

        _changed.Set();
    }

    /// <summary>The first row kept, the end of those here, and whether and why no more will come.</summary>
    public (long Head, long Tail, bool IsCompleted, Exception? Error) State
    {
        get
        {
            lock (_lock)
            {
                return (_head, _tail, _isCompleted, _error);
            }
        }
    }

    /// <summary>Waits until there are rows from <paramref name="from"/> on or none will come.</summary>
    public void WaitFor(long from, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            _changed.Reset();
            var state = State;
            if (state.Tail > from || state.IsCompleted)
            {
                return;
            }

            try
            {
                _changed.Wait(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Copies rows into a batch until it is full.</summary>
    public long CopyTo(RecordBatch<T> batch, long from, long to)
    {
        lock (_lock)
        {
            for (; from < to && !batch.IsFull; from++)
            {
                batch.Add(_ring[from & (_ring.Length - 1)], RecordBatch<T>.NoTimestamp, batch.Count);
            }
        }

        return from;
    }

    /// <summary>Forgets the rows before <paramref name="end"/>.</summary>
    public void Release(long end)
    {
        int count;
        lock (_lock)
        {
            end = Math.Min(end, _tail);
            count = (int)Math.Max(0, end - _head);
            for (; _head < end; _head++)
            {
                _ring[_head & (_ring.Length - 1)] = default!;
            }
        }

        if (count > 0)
        {
            _room.Release(count);
        }
    }

    /// <summary>Frees waiting producers.</summary>
    public void Dispose() => _closed.Cancel();

    private async ValueTask AppendAfter(Task wait, T value)
    {
        await wait.ConfigureAwait(false);
        Put(value);
    }

    private void Put(T value)
    {
        value = Detachable.Detach(value);
        lock (_lock)
        {
            if (_tail - _head == _ring.Length)
            {
                Grow();
            }

            _ring[_tail & (_ring.Length - 1)] = value;
            _tail++;
        }

        _changed.Set();
    }

    // The length stays a power of two; the semaphore keeps the number of rows below the capacity.
    private void Grow()
    {
        var larger = new T[_ring.Length * 2];
        for (long i = _head; i < _tail; i++)
        {
            larger[i & (larger.Length - 1)] = _ring[i & (_ring.Length - 1)];
        }

        _ring = larger;
    }
}
