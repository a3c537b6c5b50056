namespace Streaming;

/// <summary>A higher-order function: arguments and bodies of lambdas, and how a worker's kernel is made of them.</summary>
internal sealed class LambdaCall(DataType type, bool nullable, BoundExpression[] arguments, BoundExpression[] bodies, Func<Kernel[], Kernel> compile)
    : BoundExpression(type, nullable, [.. arguments, .. bodies])
{
    public override Kernel Compile() => compile([.. arguments.Select(argument => argument.Compile())]);
}
