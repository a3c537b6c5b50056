namespace Streaming;

/// <summary>Sees a plan with its row type.</summary>
/// <typeparam name="TResult">What comes back.</typeparam>
public interface IQueryPlanVisitor<out TResult>
{
    /// <summary>The plan.</summary>
    TResult Visit<T>(QueryPlan<T> plan);
}
