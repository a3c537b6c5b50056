namespace Streaming;

/// <summary>An operator over columns that owns keys: rows come with their encoded key, from this worker or from another.</summary>
/// <param name="required">Columns of the incoming batches that it looks at, or those behind it.</param>
internal abstract class KeyedRowOperator(bool[] required) : IOperator
{
    public bool[] Required { get; } = required;

    /// <summary>Takes rows; they are valid during the call.</summary>
    public abstract void Process(KeyedRows rows);

    public abstract void OnEpochEnd(long epoch);
}
