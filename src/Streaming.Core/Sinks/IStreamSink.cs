namespace Streaming;

/// <summary>Where the rows of a query go, seen without their type.</summary>
public interface IStreamSink : IDisposable
{
    /// <summary>What progress and <c>Explain</c> show; no secrets.</summary>
    string Description { get; }

    /// <summary>Finishes an epoch after all writers ended theirs; called by the query's own thread.</summary>
    /// <param name="epoch">The epoch (batch id). A sink that has seen it before ignores it or writes the same again.</param>
    /// <returns>Number of rows written, or -1 where the sink does not tell (as in Spark's progress).</returns>
    long Commit(long epoch);
}
