namespace Streaming;

/// <summary><c>window_time(window)</c>: the last microsecond of a window, by which windows of windows are made.</summary>
internal sealed class BoundWindowTime(BoundExpression window) : BoundExpression(((StructType)window.Type).Fields[1].Type, window.Nullable, window)
{
    public override Kernel Compile() => Located(new CallKernel([Children[0].Compile()], Type, static (frame, row) =>
        frame.Return(row, ((FixedVector<long>)((StructVector)frame.Arguments[0]).Fields[1]).Values[row] - 1), isStrict: true));
}
