namespace Streaming;

internal sealed class InitialProcessorState<TKey, TIn, TOut, TInitial>(InitialRows<KeyValue<TKey, TInitial>> rows) : IInitialState<TKey, TIn, TOut>
{
    public IEnumerable<(TKey Key, Action<StatefulProcessor<TKey, TIn, TOut>, TimerValues> Fill)> Rows => rows.Rows.Select(row => (
        row.Key,
        (Action<StatefulProcessor<TKey, TIn, TOut>, TimerValues>)((processor, times) => ((StatefulProcessorWithInitialState<TKey, TIn, TOut, TInitial>)processor).HandleInitialState(row.Key, row.Value, times))));
}
