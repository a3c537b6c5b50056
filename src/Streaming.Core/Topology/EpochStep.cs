namespace Streaming;

/// <summary>Something to do once all batches of an epoch have come to an operator.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="WaitForExchange">The exchange whose end marks must have come from all workers first; -1 for none.</param>
internal readonly record struct EpochStep(IOperator Operator, int WaitForExchange);
