namespace Streaming;

/// <summary>A sink that knows which epochs it has: a query without state need not run them again.</summary>
internal interface IEpochLogSink
{
    /// <summary>Whether all rows of an epoch are in the sink already.</summary>
    bool HasCommitted(long epoch);
}
