using System.Collections.Concurrent;

namespace Streaming;

/// <summary>Batches on their way between workers go back to where they came from; one operation per batch.</summary>
internal sealed class BatchPool<T>
    where T : class
{
    private readonly ConcurrentQueue<T> _free = new();
    private readonly Func<T> _make;

    public BatchPool(Func<T> make) => _make = make;

    public T Rent() => _free.TryDequeue(out var batch) ? batch : _make();

    public void Return(T batch) => _free.Enqueue(batch);
}
