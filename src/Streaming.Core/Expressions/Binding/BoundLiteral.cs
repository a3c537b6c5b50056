namespace Streaming;

/// <summary>A constant; the value as in <see cref="LiteralExpression"/>.</summary>
internal sealed class BoundLiteral(object? value, DataType type) : BoundExpression(type, value is null)
{
    public object? Value { get; } = value;

    public override Kernel Compile() => new LiteralKernel(Value, Type);
}
