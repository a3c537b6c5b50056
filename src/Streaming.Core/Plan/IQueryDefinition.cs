namespace Streaming;

/// <summary>A query that has been described and not started: what <see cref="DataStreamWriter{T}"/> is, seen without the type of its rows.</summary>
public interface IQueryDefinition
{
    /// <summary>The plan of the query, without starting it.</summary>
    QueryPlan ToPlan();
}
