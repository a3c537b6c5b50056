namespace Streaming;

/// <summary>Converts arguments.</summary>
internal static class Coerce
{
    /// <summary>The type that several values share; null where there is none.</summary>
    public static DataType? CommonType(FunctionCall call, IReadOnlyList<DataType> types) => TypeCoercion.CommonType(types, call.Binder.IsAnsi);

    public static BoundExpression To(FunctionCall call, BoundExpression argument, DataType type) => call.Binder.Convert(argument, type);

    public static BoundExpression Cast(FunctionCall call, BoundExpression argument, DataType type, bool isTry) =>
        Casts.Bind(argument, type, isTry ? CastMode.Try : call.Binder.IsAnsi ? CastMode.Ansi : CastMode.Legacy, new CastExpression(call.Call.Children[0], type, isTry));
}
