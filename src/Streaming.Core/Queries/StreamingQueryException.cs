namespace Streaming;

/// <summary>A query failed. <see cref="StreamingException.ErrorClass"/> is <c>STREAM_FAILED</c>, the inner exception is the reason.</summary>
public sealed class StreamingQueryException : StreamingException
{
    /// <summary>Creates the failure of a query.</summary>
    /// <param name="queryId">Id of the query.</param>
    /// <param name="runId">Id of the run that failed.</param>
    /// <param name="cause">Why.</param>
    /// <param name="startOffset">Where the failed epoch began, as text; empty where none had begun.</param>
    /// <param name="endOffset">Where the failed epoch was to end, as text; empty where none had begun.</param>
    public StreamingQueryException(Guid queryId, Guid runId, Exception cause, string startOffset = "", string endOffset = "")
        : base("STREAM_FAILED", $"[STREAM_FAILED] Query [id = {queryId}, runId = {runId}] terminated with exception: {CauseText(cause)} SQLSTATE: XXKST", cause)
    {
        QueryId = queryId;
        RunId = runId;
        StartOffset = startOffset;
        EndOffset = endOffset;
        SqlState = "XXKST";
        if (cause is StreamingException known)
        {
            Operator = known.Operator;
            StreamSource = known.StreamSource;
            Topic = known.Topic;
            Partition = known.Partition;
            Offset = known.Offset;
        }
    }

    /// <summary>Why the query failed.</summary>
    public Exception Cause => InnerException!;

    /// <summary>Id of the run that failed.</summary>
    public Guid RunId { get; }

    /// <summary>Where the failed epoch began: the sources' offsets as text; empty where none had begun.</summary>
    public string StartOffset { get; }

    /// <summary>Where the failed epoch was to end; empty where none had begun.</summary>
    public string EndOffset { get; }

    private static string CauseText(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return cause.Message;
    }
}
