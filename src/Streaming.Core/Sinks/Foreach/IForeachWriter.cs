namespace Streaming;

/// <summary>User code that takes the rows of a query one by one. Each worker has its own copy and calls it from one thread.</summary>
/// <remarks>
/// Per epoch and worker: <see cref="Open"/>; if it returned true, <see cref="Process"/> for each row; then <see cref="Close"/>, also after an
/// error and also where <see cref="Open"/> returned false. After a crash an epoch may come again, with its rows divided otherwise:
/// partition and epoch are no key to tell rows apart.
/// </remarks>
/// <typeparam name="T">The type of the rows.</typeparam>
public interface IForeachWriter<in T>
{
    /// <summary>Starts an epoch, also an empty one.</summary>
    /// <param name="partitionId">Number of the worker, from 0.</param>
    /// <param name="epochId">The epoch (batch id).</param>
    /// <returns>False to skip the rows.</returns>
    bool Open(long partitionId, long epochId);

    /// <summary>Takes a row; valid only during the call where it looks into a batch (<see cref="IDetachable{TSelf}"/>).</summary>
    void Process(T row);

    /// <summary>Ends the epoch.</summary>
    /// <param name="error">Null; or what <see cref="Process"/> threw; or <c>FOREACH_WRITER_ABORTED</c> where the query failed elsewhere.</param>
    void Close(Exception? error);
}
