namespace Streaming.Core.Tests;

/// <summary>A sink that keeps the rows of each batch.</summary>
internal sealed class CollectSink : IStreamSinkProvider
{
    private readonly List<(long BatchId, object Rows)> _batches = [];

    public string ShortName => "collect";

    public bool AllowsTemporaryCheckpoint => true;

    /// <summary>Called before a batch is taken.</summary>
    public Action<long>? OnBatch { get; set; }

    public IStreamSink<T> CreateSink<T>(SinkContext context) => new Sink<T>(this);

    public IReadOnlyList<(long BatchId, IReadOnlyList<T> Rows)> Batches<T>()
    {
        lock (_batches)
        {
            return [.. _batches.Select(batch => (batch.BatchId, (IReadOnlyList<T>)batch.Rows))];
        }
    }

    public IReadOnlyList<T> Rows<T>() => [.. Batches<T>().SelectMany(batch => batch.Rows)];

    private sealed class Sink<T>(CollectSink owner) : BatchSink<T>
    {
        public override string Description => "CollectSink";

        protected override long AddBatch(long batchId, IReadOnlyList<T> rows)
        {
            owner.OnBatch?.Invoke(batchId);
            lock (owner._batches)
            {
                owner._batches.Add((batchId, rows));
            }

            return rows.Count;
        }
    }
}
