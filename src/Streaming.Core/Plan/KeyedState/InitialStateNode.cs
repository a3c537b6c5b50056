namespace Streaming;

/// <summary>Bounded data that the state of a processor begins with.</summary>
internal abstract class InitialStateNode<TIn, TKey, TOut>
{
    public abstract LogicalNode Node { get; }

    /// <summary>The rows, read by whoever can run a bounded plan.</summary>
    public abstract IInitialState<TKey, TIn, TOut> Open(IBoundedPlans plans);
}
