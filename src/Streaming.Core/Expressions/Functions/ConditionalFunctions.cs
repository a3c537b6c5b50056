namespace Streaming;

/// <summary>if, coalesce and their kin.</summary>
internal static class ConditionalFunctions
{
    private const string Category = "conditional";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Define(["if", "iff"], "The second where the first is true, else the third.", 3, 3, BindIf),
        Define(["when"], "Value of the first condition that is true: condition, value, ..., else.", 2, int.MaxValue, BindWhen),
        Define(["coalesce"], "The first value that is not NULL.", 1, int.MaxValue, call => Coalesce(call, "coalesce", call.Arguments)),
        Define(["ifnull", "nvl"], "The first, or the second where it is NULL.", 2, 2, call => Coalesce(call, "coalesce", call.Arguments)),
        Define(["nvl2"], "The second where the first is not NULL, else the third.", 3, 3, BindNvl2),
        Define(["nullif"], "NULL where both are equal, else the first.", 2, 2, BindNullIf),
        Define(["nullifzero"], "NULL where the number is 0.", 1, 1, call => NullIfEqual(call, call.Arguments[0], new BoundLiteral(0, DataTypes.Integer))),
        Define(["zeroifnull"], "0 where the number is NULL.", 1, 1, call => Coalesce(call, "coalesce", [call.Arguments[0], new BoundLiteral(0, DataTypes.Integer)])),
        Define(["isnan"], "True where the number is NaN; false for NULL.", 1, 1, BindIsNan),
        Define(["nanvl"], "The second where the first is NaN.", 2, 2, BindNanvl),
    ];

    private static BoundExpression BindIf(FunctionCall call)
    {
        var condition = call.Arguments[0];
        if (!condition.Type.IsBoolean() && !condition.Type.IsNull())
        {
            throw BindErrors.UnexpectedInput(call.Call, 0, "\"BOOLEAN\"", call.Call.Children[0], condition.Type);
        }

        return Conditions.Make(call.Call, call.Binder, [condition], [call.Arguments[1]], call.Arguments[2], "if");
    }

    private static BoundExpression BindWhen(FunctionCall call)
    {
        int pairs = call.Arguments.Count / 2;
        return Conditions.Make(
            call.Call,
            call.Binder,
            [.. Enumerable.Range(0, pairs).Select(i => call.Arguments[2 * i])],
            [.. Enumerable.Range(0, pairs).Select(i => call.Arguments[(2 * i) + 1])],
            call.Arguments.Count % 2 == 1 ? call.Arguments[^1] : null,
            "casewhen");
    }

    private static BoundExpression Coalesce(FunctionCall call, string name, IReadOnlyList<BoundExpression> values)
    {
        var types = values.Select(value => value.Type).ToArray();
        var common = TypeCoercion.CommonType(types, call.Binder.IsAnsi) ?? throw BindErrors.DifferentTypes(call.Call, name, types);
        BoundExpression[] arguments = [.. values.Select(value => call.Binder.Convert(value, common))];
        return new BoundCall(common, arguments.All(argument => argument.Nullable), arguments, kernels => new CoalesceKernel(kernels, common));
    }

    private static BoundExpression BindNvl2(FunctionCall call) =>
        Conditions.Make(call.Call, call.Binder, [BooleanFunctions.Null(call.Arguments[0], isNot: true)], [call.Arguments[1]], call.Arguments[2], "if");

    private static BoundExpression BindNullIf(FunctionCall call) => NullIfEqual(call, call.Arguments[0], call.Arguments[1]);

    private static BoundExpression NullIfEqual(FunctionCall call, BoundExpression value, BoundExpression other)
    {
        var (left, right) = Operands.ForComparison(call.Binder, value, other);
        if (!left.Type.SameType(right.Type))
        {
            throw BindErrors.BinaryDifferentTypes(call.Call, left.Type, right.Type);
        }

        var isEqual = ComparisonFunctions.Compare(Comparison.Equal, left, right);
        return new BoundCall(value.Type, true, [isEqual, value], kernels =>
            new CaseKernel([kernels[0]], [new LiteralKernel(null, value.Type)], kernels[1], value.Type));
    }

    private static BoundExpression BindIsNan(FunctionCall call)
    {
        var value = call.Arguments[0];
        if (!value.Type.IsFloating())
        {
            value = value.Type.IsNumeric() || value.Type.IsString() || value.Type.IsNull()
                ? call.Binder.Convert(value, DataTypes.Double)
                : throw BindErrors.UnexpectedInput(call.Call, 0, "(\"DOUBLE\" or \"FLOAT\")", call.Call.Children[0], value.Type);
        }

        return new BoundCall(DataTypes.Boolean, false, [value], kernels => new IsNanKernel(kernels[0]));
    }

    private static BoundExpression BindNanvl(FunctionCall call)
    {
        var (left, right) = (call.Arguments[0], call.Arguments[1]);
        var type = left.Type == DataTypes.Float && right.Type == DataTypes.Float ? DataTypes.Float : DataTypes.Double;
        (left, right) = (call.Binder.Convert(left, type), call.Binder.Convert(right, type));
        var isNan = new BoundCall(DataTypes.Boolean, false, [left], kernels => new IsNanKernel(kernels[0]));
        return new BoundCall(type, left.Nullable || right.Nullable, [isNan, right, left], kernels => new CaseKernel([kernels[0]], [kernels[1]], kernels[2], type));
    }

    private static FunctionDefinition Define(string[] names, string summary, int min, int max, Func<FunctionCall, BoundExpression> bind) =>
        new() { Names = names, Category = Category, Summary = summary, MinArguments = min, MaxArguments = max, Bind = bind };
}
