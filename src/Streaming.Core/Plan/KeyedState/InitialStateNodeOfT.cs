namespace Streaming;

internal sealed class InitialStateNode<TIn, TKey, TOut, TInitial>(LogicalNode<KeyValue<TKey, TInitial>> node) : InitialStateNode<TIn, TKey, TOut>
{
    public override LogicalNode Node => node;

    public override IInitialState<TKey, TIn, TOut> Open(IBoundedPlans plans) =>
        new InitialProcessorState<TKey, TIn, TOut, TInitial>(new InitialRows<KeyValue<TKey, TInitial>>(() => plans.Collect(node)));
}
