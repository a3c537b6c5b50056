namespace Streaming;

/// <summary>The aggregate functions of a node, resolved over its input.</summary>
/// <param name="Calls">As they were written.</param>
/// <param name="Aggregates">Resolved.</param>
/// <param name="Filters">The condition behind each (<c>FILTER (WHERE ...)</c>); null where there is none.</param>
internal sealed record AggregateCalls(IReadOnlyList<CallExpression> Calls, IReadOnlyList<BoundAggregate> Aggregates, IReadOnlyList<BoundExpression?> Filters)
{
    public static AggregateCalls Of(IReadOnlyList<NamedExpression> aggregates, Binder binder)
    {
        var calls = aggregates.Select(aggregate => (CallExpression)aggregate.Expression).ToList();
        return new AggregateCalls(
            calls,
            [.. calls.Select(call => (BoundAggregate)binder.Bind(new CallExpression(call.Function, call.Children, call.IsDistinct).At(call.Origin)))],
            [.. calls.Select(call => call.Filter is { } filter ? binder.Bind(filter) : null)]);
    }
}
