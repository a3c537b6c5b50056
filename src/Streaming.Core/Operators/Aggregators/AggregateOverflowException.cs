namespace Streaming;

/// <summary>A number that no longer fits, in an aggregate of ours: not an error of the user's function.</summary>
internal sealed class AggregateOverflowException(string message, OverflowException cause) : OverflowException(message, cause);
