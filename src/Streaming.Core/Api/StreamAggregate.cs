namespace Streaming;

/// <summary>An aggregate of records, made by <see cref="StreamAggregates{T}"/>; several go over the records in one pass.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
/// <typeparam name="TOut">The result.</typeparam>
public abstract class StreamAggregate<T, TOut>
{
    private protected StreamAggregate(string name, bool canMerge, bool keepsOrder)
    {
        Name = name;
        CanMerge = canMerge;
        KeepsOrder = keepsOrder;
    }

    /// <summary>What it computes, for <c>Explain</c>.</summary>
    public string Name { get; }

    internal bool CanMerge { get; }

    internal bool KeepsOrder { get; }

    /// <summary>This and another aggregate as one.</summary>
    internal abstract StreamAggregate<T, (TOut, TOther)> And<TOther>(StreamAggregate<T, TOther> other);

    internal abstract StreamAggregate<T, (TFirst, TOut)> After<TBuffer, TFirst, TAggregator>(AggregateOf<T, TBuffer, TFirst, TAggregator> first)
        where TAggregator : struct, IAggregator<T, TBuffer, TFirst>;

    internal abstract TResult Accept<TResult>(IAggregateVisitor<T, TOut, TResult> visitor);
}
