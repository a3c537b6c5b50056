namespace Streaming;

/// <summary>An aggregate with the type of its intermediate values.</summary>
internal sealed class AggregateOf<T, TBuffer, TOut, TAggregator>(string name, TAggregator aggregator, bool keepsOrder = false) : StreamAggregate<T, TOut>(name, aggregator.CanMerge, keepsOrder)
    where TAggregator : struct, IAggregator<T, TBuffer, TOut>
{
    public TAggregator Aggregator { get; } = aggregator;

    internal override StreamAggregate<T, (TOut, TOther)> And<TOther>(StreamAggregate<T, TOther> other) => other.After(this);

    internal override StreamAggregate<T, (TFirst, TOut)> After<TFirstBuffer, TFirst, TFirstAggregator>(AggregateOf<T, TFirstBuffer, TFirst, TFirstAggregator> first) =>
        new AggregateOf<T, PairBuffer<TFirstBuffer, TBuffer>, (TFirst, TOut), PairAggregator<T, TFirstBuffer, TFirst, TFirstAggregator, TBuffer, TOut, TAggregator>>(
            $"{first.Name}, {Name}", new(first.Aggregator, Aggregator), first.KeepsOrder || KeepsOrder);

    internal override TResult Accept<TResult>(IAggregateVisitor<T, TOut, TResult> visitor) => visitor.Visit(this);
}
