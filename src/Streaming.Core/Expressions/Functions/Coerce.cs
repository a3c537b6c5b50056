namespace Streaming;

/// <summary>Converts arguments.</summary>
internal static class Coerce
{
    public static BoundExpression To(FunctionCall call, BoundExpression argument, DataType type) => argument.Type == type ? argument : Cast(call, argument, type, false);

    public static BoundExpression Cast(FunctionCall call, BoundExpression argument, DataType type, bool isTry) => throw new InvalidOperationException($"{call} {argument} {type} {isTry}");
}
