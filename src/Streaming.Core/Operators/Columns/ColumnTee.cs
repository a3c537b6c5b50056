namespace Streaming;

/// <summary>Hands rows to several followers.</summary>
internal sealed class ColumnTee(ColumnLink[] targets) : ColumnLink(Union(targets[0].Required.Length, targets.Select(target => target.Required)))
{
    public override void Process(RowBatch batch, RowSet rows)
    {
        foreach (var target in targets)
        {
            target.Process(batch, rows);
        }
    }
}
