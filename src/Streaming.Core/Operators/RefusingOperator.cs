namespace Streaming;

/// <summary>Fails every epoch: what a query cannot do and its plan does not show.</summary>
internal sealed class RefusingOperator(StreamingException error) : IOperator
{
    public void OnEpochEnd(long epoch) => throw error;
}
