namespace Streaming;

/// <summary>Which part of the state is read.</summary>
public sealed record StateReadOptions
{
    /// <summary>The batch after which the state is read; null: the newest committed one.</summary>
    public long? BatchId { get; init; }

    /// <summary>The operator.</summary>
    public int OperatorId { get; init; }

    /// <summary>The store of the operator; null: its first.</summary>
    public string? StoreName { get; init; }

    /// <summary>The partition; null: all.</summary>
    public int? Partition { get; init; }
}
