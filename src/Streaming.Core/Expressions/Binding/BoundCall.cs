namespace Streaming;

/// <summary>A function or operator over bound arguments; what most <see cref="FunctionDefinition.Bind"/>s return.</summary>
internal sealed class BoundCall(DataType type, bool nullable, BoundExpression[] arguments, Func<Kernel[], Kernel> compile, bool isDeterministic = true)
    : BoundExpression(type, nullable, arguments)
{
    public override bool IsDeterministic => isDeterministic && base.IsDeterministic;

    public override Kernel Compile() => Located(compile([.. Children.Select(child => child.Compile())]));
}
