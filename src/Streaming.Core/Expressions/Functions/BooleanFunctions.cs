namespace Streaming;

/// <summary>AND, OR, NOT and questions for NULL and truth.</summary>
internal static class BooleanFunctions
{
    private const string Category = "predicate";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Define(["AND"], "True where both are true.", 2, call => BindAndOr(call, isOr: false)),
        Define(["OR"], "True where one is true.", 2, call => BindAndOr(call, isOr: true)),
        Define(["NOT", "!"], "The other truth value.", 1, call => Negate(Boolean(call, 0))),
        Define(["IS NULL", "isnull"], "True where the value is NULL.", 1, call => Null(call.Arguments[0], isNot: false)),
        Define(["IS NOT NULL", "isnotnull"], "True where the value is not NULL.", 1, call => Null(call.Arguments[0], isNot: true)),
        Define(["IS TRUE"], "True where the value is true, else false.", 1, call => Truth(call, wanted: true, isNot: false)),
        Define(["IS NOT TRUE"], "True where the value is false or NULL.", 1, call => Truth(call, wanted: true, isNot: true)),
        Define(["IS FALSE"], "True where the value is false, else false.", 1, call => Truth(call, wanted: false, isNot: false)),
        Define(["IS NOT FALSE"], "True where the value is true or NULL.", 1, call => Truth(call, wanted: false, isNot: true)),
        Define(["IS UNKNOWN"], "True where the value is NULL.", 1, call => Null(Boolean(call, 0), isNot: false)),
        Define(["IS NOT UNKNOWN"], "True where the value is not NULL.", 1, call => Null(Boolean(call, 0), isNot: true)),
    ];

    public static BoundExpression Negate(BoundExpression value) =>
        new BoundCall(DataTypes.Boolean, value.Nullable, [value], kernels => new UnaryKernel<NotOp, bool, bool>(default, kernels[0], DataTypes.Boolean));

    public static BoundExpression And(BoundExpression left, BoundExpression right) =>
        new BoundCall(DataTypes.Boolean, left.Nullable || right.Nullable, [left, right], kernels => new AndOrKernel(kernels[0], kernels[1], isOr: false));

    public static BoundExpression Null(BoundExpression value, bool isNot) =>
        new BoundCall(DataTypes.Boolean, false, [value], kernels => new IsNullKernel(kernels[0], isNot));

    private static BoundExpression Truth(FunctionCall call, bool wanted, bool isNot) =>
        new BoundCall(DataTypes.Boolean, false, [Boolean(call, 0)], kernels => new IsBooleanKernel(kernels[0], wanted, isNot));

    private static BoundExpression BindAndOr(FunctionCall call, bool isOr)
    {
        var (left, right) = (call.Arguments[0], call.Arguments[1]);
        if (left.Type != right.Type)
        {
            (left, right) = Operands.ForComparison(call.Binder, left, right);
        }

        if (left.Type != right.Type || (!left.Type.IsNull() && call.Arguments[0].Type != call.Arguments[1].Type && !left.Type.IsBoolean()))
        {
            throw BindErrors.BinaryDifferentTypes(call.Call, call.Arguments[0].Type, call.Arguments[1].Type);
        }

        if (left.Type.IsNull())
        {
            (left, right) = (call.Binder.Convert(left, DataTypes.Boolean), call.Binder.Convert(right, DataTypes.Boolean));
        }

        return left.Type.IsBoolean()
            ? new BoundCall(DataTypes.Boolean, left.Nullable || right.Nullable, [left, right], kernels => new AndOrKernel(kernels[0], kernels[1], isOr))
            : throw BindErrors.BinaryWrongType(call.Call, "\"BOOLEAN\"", left.Type);
    }

    private static BoundExpression Boolean(FunctionCall call, int position)
    {
        var value = call.Arguments[position];
        if (value.Type.IsNull())
        {
            return call.Binder.Convert(value, DataTypes.Boolean);
        }

        return value.Type.IsBoolean() ? value : throw BindErrors.UnexpectedInput(call.Call, position, "\"BOOLEAN\"", call.Call.Children[position], value.Type);
    }

    private static FunctionDefinition Define(string[] names, string summary, int arguments, Func<FunctionCall, BoundExpression> bind) =>
        new() { Names = names, Category = Category, Summary = summary, MinArguments = arguments, MaxArguments = arguments, Bind = bind };
}
