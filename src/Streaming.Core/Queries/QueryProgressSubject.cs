using System.Reactive.Disposables;
using System.Reactive.Subjects;
using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>The progress of one query as an observable. An observer that throws is dropped; it neither stops the query nor the other observers.</summary>
internal sealed class QueryProgressSubject(Guid queryId, ILogger logger) : IObservable<StreamingQueryProgress>
{
    private readonly Subject<StreamingQueryProgress> _subject = new();

    public IDisposable Subscribe(IObserver<StreamingQueryProgress> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var guard = new Guard(observer, queryId, logger);
        guard.Subscription.Disposable = _subject.Subscribe(guard);
        return guard.Subscription;
    }

    public void Publish(StreamingQueryProgress progress) => _subject.OnNext(progress);

    public void End(StreamingQueryException? failure)
    {
        if (failure is null)
        {
            _subject.OnCompleted();
        }
        else
        {
            _subject.OnError(failure);
        }
    }

    private sealed class Guard(IObserver<StreamingQueryProgress> observer, Guid queryId, ILogger logger) : IObserver<StreamingQueryProgress>
    {
        public SingleAssignmentDisposable Subscription { get; } = new();

        public void OnNext(StreamingQueryProgress value) => Call(observer.OnNext, value);

        public void OnError(Exception error) => Call(observer.OnError, error);

        public void OnCompleted() => Call(static o => o.OnCompleted(), observer);

        private void Call<T>(Action<T> action, T argument)
        {
            // A disposed observer is not called, even where an event was under way.
            if (Subscription.IsDisposed)
            {
                return;
            }

            try
            {
                action(argument);
            }
            catch (Exception error)
            {
                Subscription.Dispose();
                logger.ObserverFailed(error, queryId);
            }
        }
    }
}
