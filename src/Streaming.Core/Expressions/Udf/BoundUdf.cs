namespace Streaming;

/// <summary>A user's own function with its arguments bound.</summary>
internal sealed class BoundUdf(UdfDefinition definition, params BoundExpression[] arguments)
    : BoundExpression(definition.Result, definition.Nullable || arguments.Where((argument, i) => argument.Nullable && definition.IsPrimitive[i]).Any(), arguments)
{
    public override bool IsDeterministic => definition.IsDeterministic && base.IsDeterministic;

    /// <summary>The function as errors name it: <c>`name`: (int, string) => double</c>.</summary>
    public string Text => $"`{definition.Name ?? "UDF"}`: ({string.Join(", ", Children.Select(argument => argument.Type.SimpleString))}) => {Type.SimpleString}";

    public override Kernel Compile() => definition.Compile([.. Children.Select(child => child.Compile())], Text);

    public static BoundUdf Bind(UdfExpression call, BoundExpression[] arguments, Binder binder)
    {
        var definition = call.Definition;
        if (arguments.Length != definition.Parameters.Count)
        {
            throw BindErrors.WrongArguments(definition.Name ?? "UDF", $"{definition.Parameters.Count}", arguments.Length);
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (definition.Parameters[i] is { } wanted)
            {
                var type = Accept(arguments[i].Type, wanted) ?? throw BindErrors.UnexpectedInput(call, i, BindErrors.Quote(wanted), call.Children[i], arguments[i].Type);
                arguments[i] = binder.Convert(arguments[i], type);
            }
        }

        return new BoundUdf(definition, arguments);
    }

    // Decimals come as they are: the C# type holds any scale.
    private static DataType? Accept(DataType type, DataType wanted) => (type, wanted) switch
    {
        (DecimalType, DecimalType) => type,
        (_, StructType { Fields.Count: 0 }) => type is StructType ? type : null, // any struct, as a Row
        (ArrayType { ElementType: DecimalType element } array, ArrayType { ElementType: DecimalType }) => new ArrayType(element, array.ContainsNull),
        _ => TypeCoercion.Assignable(type, wanted) ? wanted : null,
    };
}
