namespace Streaming;

/// <summary>Runs parts of a plan whose data is bounded.</summary>
internal interface IBoundedPlans
{
    /// <summary>All rows.</summary>
    IReadOnlyList<T> Collect<T>(LogicalNode<T> node);

    /// <summary>All rows of a part of a DataFrame, in batches that own their memory.</summary>
    IReadOnlyList<RowBatch> CollectBatches(RowNode node);
}
