namespace Streaming;

/// <summary>Hands rows on, and to an aggregation that observes them.</summary>
internal sealed class ObserveLink(ColumnAggregateLink observer, ColumnLink next) : ColumnLink(Union(next.Required.Length, [next.Required, observer.Required]))
{
    public override void Process(RowBatch batch, RowSet rows)
    {
        observer.Process(batch, rows);
        next.Process(batch, rows);
    }
}
