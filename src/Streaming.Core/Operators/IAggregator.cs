namespace Streaming;

/// <summary>An aggregate function over the rows of a key, in the terms of Spark's <c>Aggregator</c>.</summary>
/// <remarks>
/// Implemented by structs, so that the engine's loops call it without indirection. Given the same rows in another order or
/// grouping, <see cref="Merge"/> and <see cref="Reduce"/> must come to the same result.
/// </remarks>
/// <typeparam name="TIn">The type of the rows.</typeparam>
/// <typeparam name="TBuffer">The intermediate value that is kept per key.</typeparam>
/// <typeparam name="TOut">The type of the result.</typeparam>
public interface IAggregator<in TIn, TBuffer, out TOut>
{
    /// <summary>The intermediate value of a key without rows.</summary>
    TBuffer Zero();

    /// <summary>Adds a row.</summary>
    void Reduce(ref TBuffer buffer, TIn row);

    /// <summary>False where two intermediate values cannot be combined; rows then travel one by one.</summary>
    bool CanMerge { get; }

    /// <summary>Adds another intermediate value of the same key; only called where <see cref="CanMerge"/>.</summary>
    void Merge(ref TBuffer buffer, in TBuffer other);

    /// <summary>The result for a key.</summary>
    TOut Finish(in TBuffer buffer);

    /// <summary>How intermediate values are written to state.</summary>
    ISerde<TBuffer> BufferSerde { get; }
}
