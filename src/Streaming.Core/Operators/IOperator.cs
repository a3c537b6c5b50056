namespace Streaming;

/// <summary>The part of an operator that is the same for every kind of batch.</summary>
internal interface IOperator
{
    /// <summary>All batches of an epoch have come.</summary>
    /// <param name="epoch">The epoch (batch id).</param>
    void OnEpochEnd(long epoch);
}
