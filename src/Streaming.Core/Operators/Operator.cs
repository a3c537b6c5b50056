namespace Streaming;

/// <summary>A step of a query over batches of one kind: typed records, columns, or keyed rows from an exchange.</summary>
/// <remarks>
/// An operator knows neither trigger nor thread nor store. One thread owns it. What it makes it hands to the next operator
/// inside the call; a batch is valid only during the call that brings it.
/// </remarks>
/// <typeparam name="TBatch">The kind of batch.</typeparam>
internal abstract class Operator<TBatch> : IOperator
{
    /// <summary>Takes a batch.</summary>
    public abstract void Process(TBatch batch);

    public virtual void OnEpochEnd(long epoch)
    {
    }
}
