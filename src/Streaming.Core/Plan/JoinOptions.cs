namespace Streaming;

/// <summary>How a join of two streams keeps keys and records in state; what is null is written as <see cref="Serdes.Default{T}"/> does.</summary>
/// <typeparam name="TLeft">Records of the left side.</typeparam>
/// <typeparam name="TRight">Records of the right side.</typeparam>
/// <typeparam name="TKey">The key.</typeparam>
public sealed record JoinOptions<TLeft, TRight, TKey>
{
    /// <summary>How keys are written; equal bytes are equal keys.</summary>
    public ISerde<TKey>? Key { get; init; }

    /// <summary>How records of the left side are written.</summary>
    public ISerde<TLeft>? Left { get; init; }

    /// <summary>How records of the right side are written.</summary>
    public ISerde<TRight>? Right { get; init; }
}
