namespace Streaming;

/// <summary>An aggregate function with its arguments bound: makes accumulators instead of a kernel.</summary>
internal abstract class BoundAggregate(DataType type, bool nullable, params BoundExpression[] arguments) : BoundExpression(type, nullable, arguments)
{
    public abstract Accumulator CreateAccumulator();

    public override Kernel Compile() => throw new InvalidOperationException("An aggregate function has no kernel.");
}
