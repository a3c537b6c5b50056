namespace Streaming;

/// <summary>Takes all rows of a query over bounded data.</summary>
internal sealed class CollectSinkProvider<TRow> : IStreamSinkProvider
{
    public string ShortName => "collect";

    public bool AllowsTemporaryCheckpoint => true;

    /// <summary>The rows, once the query has run.</summary>
    public IReadOnlyList<TRow> Rows { get; private set; } = [];

    public IStreamSink<T> CreateSink<T>(SinkContext context) => (IStreamSink<T>)(object)new Sink(this);

    private sealed class Sink(CollectSinkProvider<TRow> owner) : BatchSink<TRow>
    {
        public override string Description => "Collect";

        protected override long AddBatch(long batchId, IReadOnlyList<TRow> rows)
        {
            owner.Rows = rows;
            return rows.Count;
        }
    }
}
