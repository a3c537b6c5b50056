namespace Streaming;

/// <summary>What the sink <c>observable</c> is given as <see cref="SinkContext.Settings"/>.</summary>
/// <param name="Observer">Gets the rows of an epoch when it is written, one call at a time; an error when an epoch fails; else the
/// completion when the query ends. An exception that it throws fails the query.</param>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed record ObservableSettings<T>(IObserver<T> Observer);
