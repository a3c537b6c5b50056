namespace Streaming;

/// <summary>Sees an aggregate with its types.</summary>
internal interface IAggregateVisitor<T, TOut, out TResult>
{
    TResult Visit<TBuffer, TAggregator>(AggregateOf<T, TBuffer, TOut, TAggregator> aggregate)
        where TAggregator : struct, IAggregator<T, TBuffer, TOut>;
}
