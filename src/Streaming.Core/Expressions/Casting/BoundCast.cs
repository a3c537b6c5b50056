namespace Streaming;

/// <summary>A cast whose types are known.</summary>
internal sealed class BoundCast(BoundExpression child, DataType type, CastMode mode, Func<Kernel, Kernel> compile)
    : BoundExpression(type, child.Nullable || mode != CastMode.Ansi, child)
{
    public override Kernel Compile() => Located(compile(Children[0].Compile()));
}
