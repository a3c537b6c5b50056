using System.Collections.Concurrent;

namespace Streaming.Core.Tests;

/// <summary>Keeps the events; can hold up or fail on purpose.</summary>
internal sealed class RecordingListener : StreamingQueryListener
{
    public ConcurrentQueue<object> Events { get; } = new();

    public Action<object>? Then { get; init; }

    public override void OnQueryStarted(QueryStartedEvent queryStarted) => Note(queryStarted);

    public override void OnQueryProgress(QueryProgressEvent queryProgress) => Note(queryProgress);

    public override void OnQueryIdle(QueryIdleEvent queryIdle) => Note(queryIdle);

    public override void OnQueryTerminated(QueryTerminatedEvent queryTerminated) => Note(queryTerminated);

    private void Note(object happened)
    {
        Events.Enqueue(happened);
        Then?.Invoke(happened);
    }
}
