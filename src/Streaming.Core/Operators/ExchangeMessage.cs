namespace Streaming;

/// <summary>A batch for another worker, or the mark that a worker sends no more in this epoch.</summary>
/// <param name="Exchange">Number of the exchange in the topology.</param>
/// <param name="Batch">The batch; null for the end mark.</param>
internal readonly record struct ExchangeMessage(int Exchange, object? Batch);
