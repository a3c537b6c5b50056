namespace Streaming;

internal sealed class ObservableSink<T>(IObserver<T> observer) : BatchSink<T>
{
    private Exception? _error;
    private bool _isDone;

    public override string Description => "ObservableSink";

    public override void Dispose()
    {
        if (!_isDone)
        {
            _isDone = true;
            if (_error is { } error)
            {
                observer.OnError(error);
            }
            else
            {
                observer.OnCompleted();
            }
        }

        base.Dispose();
    }

    protected override long AddBatch(long batchId, IReadOnlyList<T> rows)
    {
        try
        {
            foreach (var row in rows)
            {
                observer.OnNext(row);
            }
        }
        catch (Exception error)
        {
            _error = error;
            throw;
        }

        return rows.Count;
    }

    // The first worker's error is the cause; those of the others mostly follow from it.
    protected override void OnAbort(Exception error) => Interlocked.CompareExchange(ref _error, error, null);
}
