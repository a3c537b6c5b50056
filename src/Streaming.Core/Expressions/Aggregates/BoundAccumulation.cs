namespace Streaming;

/// <summary>An aggregate function that is made of a type and a way to make its accumulators.</summary>
internal sealed class BoundAccumulation(DataType type, bool nullable, Func<Accumulator> create, params BoundExpression[] arguments) : BoundAggregate(type, nullable, arguments)
{
    public override Accumulator CreateAccumulator() => create();
}
