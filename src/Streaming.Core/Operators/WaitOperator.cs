namespace Streaming;

/// <summary>Does nothing at the end of an epoch: its step waits for an exchange where an operator reads from two.</summary>
internal sealed class WaitOperator : IOperator
{
    public static WaitOperator Instance { get; } = new();

    public void OnEpochEnd(long epoch)
    {
    }
}
