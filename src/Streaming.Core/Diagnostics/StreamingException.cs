namespace Streaming;

/// <summary>Root of every error that this library raises on purpose.</summary>
/// <remarks>
/// <see cref="ErrorClass"/> is Spark's error class where one exists (for example
/// <c>STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION</c>), so that code and people can tell errors apart without
/// reading the text. The text says what happened, where, and what to do.
/// </remarks>
public class StreamingException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="errorClass">Upper-case name of the kind of error, parts separated by a dot.</param>
    /// <param name="message">What happened, where, and what to do; never a secret.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StreamingException(string errorClass, string message, Exception? innerException = null)
        : base(message, innerException) => ErrorClass = errorClass;

    /// <summary>The kind of error, for example <c>STREAM_FAILED</c>.</summary>
    public string ErrorClass { get; }

    /// <summary>SQLSTATE of the error class, where Spark defines one.</summary>
    public string? SqlState { get; init; }

    /// <summary>The query that failed, where one is known.</summary>
    public Guid? QueryId { get; init; }

    /// <summary>The operator that failed, as <c>Explain()</c> names it, where one is known.</summary>
    public string? Operator { get; init; }

    /// <summary>Description of the source the failing record came from, where one is known.</summary>
    public string? StreamSource { get; init; }

    /// <summary>Topic (or file, ...) of the failing record, where one is known.</summary>
    public string? Topic { get; init; }

    /// <summary>Partition of the failing record, where one is known.</summary>
    public int? Partition { get; init; }

    /// <summary>Offset of the failing record, where one is known.</summary>
    public long? Offset { get; init; }
}
