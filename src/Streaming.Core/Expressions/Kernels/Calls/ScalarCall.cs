namespace Streaming;

/// <summary>A call that is computed row by row from its arguments.</summary>
/// <param name="type">Type of the result.</param>
/// <param name="nullable">Whether the result may be NULL.</param>
/// <param name="function">The row function; it keeps what it needs in its frame, so that workers share it.</param>
/// <param name="isStrict">NULL where an argument is NULL, without a call.</param>
/// <param name="arguments">The arguments, converted to the types that the function reads.</param>
internal sealed class ScalarCall(DataType type, bool nullable, RowFunction function, bool isStrict, params BoundExpression[] arguments)
    : BoundExpression(type, nullable, arguments)
{
    public override Kernel Compile() => Located(new CallKernel([.. Children.Select(child => child.Compile())], Type, function, isStrict));
}
