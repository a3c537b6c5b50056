namespace Streaming;

/// <summary>A lambda among the arguments of a call, not bound yet: the function that takes it knows the types of its parameters and calls <see cref="Binder.BindLambda"/>.</summary>
internal sealed class BoundLambda(LambdaExpression lambda) : BoundExpression(DataTypes.Null, false)
{
    public LambdaExpression Lambda { get; } = lambda;

    public override Kernel Compile() => throw new InvalidOperationException($"The function does not take a lambda: {Lambda.Sql}.");
}
