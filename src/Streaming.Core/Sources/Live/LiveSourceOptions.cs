namespace Streaming;

/// <summary>Settings of a source over an <see cref="IObservable{T}"/> or <see cref="IAsyncEnumerable{T}"/>.</summary>
public sealed class LiveSourceOptions
{
    /// <summary>Rows kept until their epoch is committed; a producer that is ahead by so many waits. It is also the most rows an epoch can have.</summary>
    public int Capacity { get; init; } = 65_536;
}
