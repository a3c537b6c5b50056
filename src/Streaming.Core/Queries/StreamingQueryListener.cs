namespace Streaming;

/// <summary>Told about the life of all queries of a session; override what you need.</summary>
/// <remarks>
/// <see cref="OnQueryStarted"/> runs on the thread that starts the query, before <c>Start()</c> returns. The others run one after
/// the other in the background, in the order in which things happened, and never before <see cref="OnQueryStarted"/> of that run
/// returned. An exception of a listener is logged and goes no further. A slow listener does not slow the queries; when it is 10,000
/// events behind, progress and idle events are dropped (and that is logged).
/// </remarks>
/// <example><code>
/// sealed class Alarm : StreamingQueryListener
/// {
///     public override void OnQueryTerminated(QueryTerminatedEvent e) { if (e.Exception is not null) Page($"{e.Name} failed: {e.Exception}"); }
/// }
/// session.Queries.AddListener(new Alarm());
/// </code></example>
public abstract class StreamingQueryListener
{
    /// <summary>A query was started.</summary>
    public virtual void OnQueryStarted(QueryStartedEvent queryStarted)
    {
    }

    /// <summary>A query finished an epoch.</summary>
    public virtual void OnQueryProgress(QueryProgressEvent queryProgress)
    {
    }

    /// <summary>A query found no data; at most every ten seconds.</summary>
    public virtual void OnQueryIdle(QueryIdleEvent queryIdle)
    {
    }

    /// <summary>A query ended.</summary>
    public virtual void OnQueryTerminated(QueryTerminatedEvent queryTerminated)
    {
    }
}
