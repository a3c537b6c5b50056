namespace Streaming;

/// <summary>What a reader is told about the worker it reads for.</summary>
internal sealed class RowReadContext
{
    /// <summary>The columns that the plan looks at; others need not be filled.</summary>
    public required bool[] Required { get; init; }

    /// <summary>Time zone and the like.</summary>
    public required EvaluationContext Evaluation { get; init; }

    /// <summary>Most rows of a batch.</summary>
    public required int BatchCapacity { get; init; }
}
