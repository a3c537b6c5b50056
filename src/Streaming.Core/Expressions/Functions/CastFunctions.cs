namespace Streaming;

/// <summary>Types as functions: int(x) and the like.</summary>
internal static class CastFunctions
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        Define("tinyint", DataTypes.Byte), Define("smallint", DataTypes.Short), Define("int", DataTypes.Integer), Define("bigint", DataTypes.Long),
        Define("float", DataTypes.Float), Define("double", DataTypes.Double), Define("decimal", new DecimalType()), Define("boolean", DataTypes.Boolean),
        Define("string", DataTypes.String), Define("binary", DataTypes.Binary), Define("date", DataTypes.Date), Define("timestamp", DataTypes.Timestamp),
    ];

    private static FunctionDefinition Define(string name, DataType type) => new()
    {
        Names = [name],
        Category = "conversion",
        Summary = $"The value cast to {type.SimpleString}.",
        MinArguments = 1,
        MaxArguments = 1,
        Bind = call => Casts.Bind(call.Arguments[0], type, call.Binder.IsAnsi ? CastMode.Ansi : CastMode.Legacy, new CastExpression(call.Call.Children[0], type)),
    };
}
