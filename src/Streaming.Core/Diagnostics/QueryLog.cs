using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>Log messages about queries.</summary>
internal static partial class QueryLog
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "Query {QueryName} [id = {QueryId}, runId = {RunId}] started, checkpoint {Checkpoint}, trigger {Trigger}")]
    public static partial void QueryStarted(this ILogger logger, string? queryName, Guid queryId, Guid runId, string? checkpoint, string trigger);

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "Query {QueryName} [id = {QueryId}, runId = {RunId}] stopped after batch {BatchId}")]
    public static partial void QueryStopped(this ILogger logger, string? queryName, Guid queryId, Guid runId, long batchId);

    [LoggerMessage(EventId = 102, Level = LogLevel.Error, Message = "Query {QueryName} [id = {QueryId}, runId = {RunId}] terminated with error")]
    public static partial void QueryFailed(this ILogger logger, Exception error, string? queryName, Guid queryId, Guid runId);

    [LoggerMessage(EventId = 103, Level = LogLevel.Debug, Message = "Query {QueryName} starts batch {BatchId}")]
    public static partial void BatchStarted(this ILogger logger, string? queryName, long batchId);

    [LoggerMessage(EventId = 104, Level = LogLevel.Debug, Message = "Query {QueryName} committed batch {BatchId}: {RowsIn} rows in, {RowsOut} out, {Milliseconds} ms")]
    public static partial void BatchCommitted(this ILogger logger, string? queryName, long batchId, long rowsIn, long rowsOut, long milliseconds);

    [LoggerMessage(EventId = 105, Level = LogLevel.Information, Message = "Query {QueryName} runs batch {BatchId} again: it was logged but not committed")]
    public static partial void BatchReplayed(this ILogger logger, string? queryName, long batchId);

    [LoggerMessage(EventId = 106, Level = LogLevel.Warning, Message = "Query {QueryName} is falling behind: a trigger took {TookMs} ms, its interval is {IntervalMs} ms")]
    public static partial void FallingBehind(this ILogger logger, string? queryName, long tookMs, long intervalMs);

    [LoggerMessage(EventId = 107, Level = LogLevel.Debug, Message = "Query {QueryName} has been idle")]
    public static partial void QueryIdle(this ILogger logger, string? queryName);

    [LoggerMessage(EventId = 108, Level = LogLevel.Warning, Message = "Query {QueryName} could not close {What}")]
    public static partial void DisposeFailed(this ILogger logger, Exception error, string? queryName, string what);

    [LoggerMessage(EventId = 110, Level = LogLevel.Error, Message = "Listener {Listener} threw on {Event}; the query is not affected")]
    public static partial void ListenerFailed(this ILogger logger, Exception error, string? listener, string @event);

    [LoggerMessage(EventId = 111, Level = LogLevel.Error, Message = "An observer of the progress of query {QueryId} threw and is called no more")]
    public static partial void ObserverFailed(this ILogger logger, Exception error, Guid queryId);

    [LoggerMessage(EventId = 112, Level = LogLevel.Warning, Message = "Listeners are {Pending} events behind; progress and idle events are dropped until they catch up")]
    public static partial void EventsDropped(this ILogger logger, int pending);

    [LoggerMessage(EventId = 113, Level = LogLevel.Warning, Message = "The file {Path} was read and could not be deleted or archived; it stays where it is and is not read again")]
    public static partial void FileCleanupFailed(this ILogger logger, Exception error, string path);
}
