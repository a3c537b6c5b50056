namespace Streaming;

/// <summary>Sees each kind of node with its types; a backend compiles a plan with one.</summary>
/// <typeparam name="TArgument">What is handed down, for example the operator behind.</typeparam>
/// <typeparam name="TResult">What comes back.</typeparam>
public interface IPlanVisitor<in TArgument, out TResult>
{
    /// <summary>A source.</summary>
    TResult VisitSource<T>(SourceNode<T> node, TArgument argument);

    /// <summary>Map.</summary>
    TResult VisitMap<TIn, TOut>(MapNode<TIn, TOut> node, TArgument argument);

    /// <summary>Filter.</summary>
    TResult VisitFilter<T>(FilterNode<T> node, TArgument argument);

    /// <summary>FlatMap.</summary>
    TResult VisitFlatMap<TIn, TOut>(FlatMapNode<TIn, TOut> node, TArgument argument);

    /// <summary>Peek.</summary>
    TResult VisitPeek<T>(PeekNode<T> node, TArgument argument);

    /// <summary>Event time of typed rows.</summary>
    TResult VisitWatermark<T>(WatermarkNode<T> node, TArgument argument);

    /// <summary>Decoding of Kafka records.</summary>
    TResult VisitDecode<T>(DecodeNode<T> node, TArgument argument);

    /// <summary>Union.</summary>
    TResult VisitUnion<T>(UnionNode<T> node, TArgument argument);

    /// <summary>Repartition.</summary>
    TResult VisitRepartition<T>(RepartitionNode<T> node, TArgument argument);

    /// <summary>Aggregation by key.</summary>
    TResult VisitKeyedAggregate<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(KeyedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, TArgument argument)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>;

    /// <summary>Aggregation by key and window.</summary>
    TResult VisitWindowedAggregate<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(WindowedAggregateNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, TArgument argument)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>;

    /// <summary>Aggregation by key and session.</summary>
    TResult VisitSessionWindow<TIn, TKey, TBuffer, TOut, TRow, TAggregator>(SessionWindowNode<TIn, TKey, TBuffer, TOut, TRow, TAggregator> node, TArgument argument)
        where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>;

    /// <summary>First typed rows.</summary>
    TResult VisitTypedLimit<T>(TypedLimitNode<T> node, TArgument argument);

    /// <summary>Metrics of typed rows.</summary>
    TResult VisitTypedObserve<T, TMetrics>(TypedObserveNode<T, TMetrics> node, TArgument argument);

    /// <summary>First typed row of each key.</summary>
    TResult VisitKeyedDeduplicate<T, TKey>(KeyedDeduplicateNode<T, TKey> node, TArgument argument);

    /// <summary>A function with one state by key.</summary>
    TResult VisitGroupState<TIn, TKey, TState, TOut>(GroupStateNode<TIn, TKey, TState, TOut> node, TArgument argument);

    /// <summary>A processor with state by key.</summary>
    TResult VisitTransformWithState<TIn, TKey, TOut>(TransformWithStateNode<TIn, TKey, TOut> node, TArgument argument);

    /// <summary>Typed records as columns.</summary>
    TResult VisitToRows<T>(ToRowsNode<T> node, TArgument argument);

    /// <summary>Columns as typed records.</summary>
    TResult VisitFromRows<T>(FromRowsNode<T> node, TArgument argument);

    /// <summary>A source of a DataFrame's rows.</summary>
    TResult VisitRowSource(RowSourceNode node, TArgument argument);

    /// <summary>Projection of a DataFrame.</summary>
    TResult VisitProject(ProjectNode node, TArgument argument);

    /// <summary>Filter of a DataFrame.</summary>
    TResult VisitFilterExpression(FilterExpressionNode node, TArgument argument);

    /// <summary>Event time of a DataFrame.</summary>
    TResult VisitRowWatermark(RowWatermarkNode node, TArgument argument);

    /// <summary>Windows of a DataFrame's rows.</summary>
    TResult VisitWindow(WindowNode node, TArgument argument);

    /// <summary>Generator of a DataFrame.</summary>
    TResult VisitGenerate(GenerateNode node, TArgument argument);

    /// <summary>Grouping sets of a DataFrame.</summary>
    TResult VisitExpand(ExpandNode node, TArgument argument);

    /// <summary>Union of DataFrames.</summary>
    TResult VisitRowUnion(RowUnionNode node, TArgument argument);

    /// <summary>Join of two typed streams.</summary>
    TResult VisitKeyedJoin<TLeft, TRight, TKey, TOut>(KeyedJoinNode<TLeft, TRight, TKey, TOut> node, TArgument argument);

    /// <summary>Join with bounded data.</summary>
    TResult VisitStaticJoin(StaticJoinNode node, TArgument argument);

    /// <summary>Join of two streams.</summary>
    TResult VisitStreamJoin(StreamJoinNode node, TArgument argument);

    /// <summary>Aggregation of a DataFrame.</summary>
    TResult VisitAggregate(AggregateNode node, TArgument argument);

    /// <summary>Session windows of a DataFrame.</summary>
    TResult VisitSessionAggregate(SessionAggregateNode node, TArgument argument);

    /// <summary>First row of each key.</summary>
    TResult VisitDeduplicate(DeduplicateNode node, TArgument argument);

    /// <summary>Repartition of a DataFrame.</summary>
    TResult VisitRowRepartition(RowRepartitionNode node, TArgument argument);

    /// <summary>First rows.</summary>
    TResult VisitLimit(LimitNode node, TArgument argument);

    /// <summary>Aggregates of each batch for its progress.</summary>
    TResult VisitObserve(ObserveNode node, TArgument argument);

    /// <summary>Sorted rows.</summary>
    TResult VisitSort(SortNode node, TArgument argument);
}
