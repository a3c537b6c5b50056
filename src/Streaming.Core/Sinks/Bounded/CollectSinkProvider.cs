namespace Streaming;

/// <summary>Takes all rows of a query over bounded data.</summary>
internal sealed class CollectSinkProvider : IStreamSinkProvider
{
    public string ShortName => "collect";

    public bool AllowsTemporaryCheckpoint => true;

    /// <summary>The rows, once the query has run.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IStreamSink<T> CreateSink<T>(SinkContext context) => (IStreamSink<T>)(object)new Sink(this);

    private sealed class Sink(CollectSinkProvider owner) : BatchSink<Row>
    {
        public override string Description => "Collect";

        protected override long AddBatch(long batchId, IReadOnlyList<Row> rows)
        {
            owner.Rows = rows;
            return rows.Count;
        }
    }
}
