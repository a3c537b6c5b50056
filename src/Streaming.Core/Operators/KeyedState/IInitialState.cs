namespace Streaming;

/// <summary>Hands bounded rows to a processor, whatever their type.</summary>
internal interface IInitialState<TKey, TIn, TOut>
{
    /// <summary>The keys, and what fills the state of each.</summary>
    IEnumerable<(TKey Key, Action<StatefulProcessor<TKey, TIn, TOut>, TimerValues> Fill)> Rows { get; }
}
