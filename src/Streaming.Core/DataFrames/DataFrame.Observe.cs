namespace Streaming;

/// <content>Metrics.</content>
public sealed partial class DataFrame
{
    /// <summary>The same rows; aggregates of each batch's rows go into its progress (<see cref="StreamingQueryProgress.ObservedMetrics"/>).</summary>
    /// <example><code>trades.Observe("quality", Functions.Count(Functions.Lit(1)).As("rows"), Functions.Expr("count_if(price &lt;= 0) AS bad"))</code></example>
    /// <param name="name">Name of the metrics, one of a kind in the query.</param>
    /// <param name="first">An aggregate, or an expression over aggregates.</param>
    /// <param name="others">More of them.</param>
    public DataFrame Observe(string name, Column first, params Column[] others)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(first);
        var results = others.Prepend(first).Select(column => PlanAnalysis.Name(Resolve(column.Expression))).ToList();
        return With(new ObserveNode(Node, name, (ProjectNode)AggregateAnalysis.Build(Node, [], results, IsAnsi)));
    }
}
