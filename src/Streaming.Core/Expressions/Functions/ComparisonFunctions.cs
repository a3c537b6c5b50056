using System.Numerics;

namespace Streaming;

/// <summary>= &lt;&gt; &lt; &lt;= &gt; &gt;= &lt;=&gt; IN BETWEEN, greatest, least.</summary>
internal static class ComparisonFunctions
{
    private const string Category = "predicate";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Define(["=", "=="], "Equal; NULL where a side is NULL.", 2, 2, call => Bind(call, Comparison.Equal)),
        Define(["<>", "!="], "Not equal.", 2, 2, call => BooleanFunctions.Negate(Bind(call, Comparison.Equal))),
        Define(["<"], "Less.", 2, 2, call => Bind(call, Comparison.Less)),
        Define(["<="], "Less or equal.", 2, 2, call => Bind(call, Comparison.LessOrEqual)),
        Define([">"], "Greater.", 2, 2, call => Bind(call, Comparison.Greater)),
        Define([">="], "Greater or equal.", 2, 2, call => Bind(call, Comparison.GreaterOrEqual)),
        Define(["<=>", "equal_null", "IS NOT DISTINCT FROM"], "Equal, or both NULL; never NULL.", 2, 2, BindNullSafe),
        Define(["IS DISTINCT FROM"], "Not equal, NULL being a value like others; never NULL.", 2, 2, call => BooleanFunctions.Negate(BindNullSafe(call))),
        Define(["BETWEEN"], "At least the second and at most the third.", 3, 3, BindBetween),
        Define(["NOT BETWEEN"], "Less than the second or greater than the third.", 3, 3, call => BooleanFunctions.Negate(BindBetween(call))),
        Define(["IN"], "Equal to one of the values behind the first.", 1, int.MaxValue, BindIn),
        Define(["NOT IN"], "Equal to none of the values behind the first.", 1, int.MaxValue, call => BooleanFunctions.Negate(BindIn(call))),
        Define(["greatest"], "The greatest of the values that are not NULL.", 2, int.MaxValue, call => BindExtreme(call, isGreatest: true)),
        Define(["least"], "The least of the values that are not NULL.", 2, int.MaxValue, call => BindExtreme(call, isGreatest: false)),
    ];

    /// <summary>A comparison of two bound values of one type.</summary>
    public static BoundExpression Compare(Comparison comparison, BoundExpression left, BoundExpression right) =>
        new BoundCall(DataTypes.Boolean, left.Nullable || right.Nullable, [left, right], kernels => left.Type switch
        {
            DecimalType => Ordered<Int128>(comparison, kernels),
            IntervalType { IsYearMonth: true } => Ordered<int>(comparison, kernels),
            IntervalType => Ordered<long>(comparison, kernels),
            AtomicType atomic => atomic.Kind switch
            {
                AtomicKind.Byte => Ordered<sbyte>(comparison, kernels),
                AtomicKind.Short => Ordered<short>(comparison, kernels),
                AtomicKind.Integer or AtomicKind.Date => Ordered<int>(comparison, kernels),
                AtomicKind.Long or AtomicKind.Timestamp or AtomicKind.TimestampNtz => Ordered<long>(comparison, kernels),
                AtomicKind.Float => Floating<float>(comparison, kernels),
                AtomicKind.Double => Floating<double>(comparison, kernels),
                _ => new CompareKernel(comparison, kernels[0], kernels[1]),
            },
            _ => new CompareKernel(comparison, kernels[0], kernels[1]),
        });

    private static Kernel Ordered<T>(Comparison comparison, Kernel[] kernels)
        where T : unmanaged, IComparisonOperators<T, T, bool> => new BinaryKernel<CompareOrdered<T>, T, T, bool>(new(comparison), kernels[0], kernels[1], DataTypes.Boolean);

    private static Kernel Floating<T>(Comparison comparison, Kernel[] kernels)
        where T : unmanaged, IFloatingPointIeee754<T> => new BinaryKernel<CompareFloats<T>, T, T, bool>(new(comparison), kernels[0], kernels[1], DataTypes.Boolean);

    private static BoundExpression Bind(FunctionCall call, Comparison comparison)
    {
        var (left, right) = Coerced(call, call.Arguments[0], call.Arguments[1], comparison == Comparison.Equal);
        return Compare(comparison, left, right);
    }

    private static (BoundExpression Left, BoundExpression Right) Coerced(FunctionCall call, BoundExpression first, BoundExpression second, bool isEquality)
    {
        var (left, right) = Operands.ForComparison(call.Binder, first, second);
        if (!left.Type.SameType(right.Type))
        {
            throw BindErrors.BinaryDifferentTypes(call.Call, left.Type, right.Type);
        }

        return left.Type.IsOrdered() || (isEquality && left.Type.Is(AtomicKind.CalendarInterval))
            ? (left, right)
            : throw BindErrors.NotOrdered(call.Call, call.Call.Function, left.Type);
    }

    private static BoundExpression BindNullSafe(FunctionCall call)
    {
        var (left, right) = Coerced(call, call.Arguments[0], call.Arguments[1], true);
        return new BoundCall(DataTypes.Boolean, false, [left, right], kernels => new NullSafeEqualKernel(kernels[0], kernels[1]));
    }

    private static BoundExpression BindBetween(FunctionCall call)
    {
        var (value, low) = Coerced(call, call.Arguments[0], call.Arguments[1], false);
        var (other, high) = Coerced(call, call.Arguments[0], call.Arguments[2], false);
        return BooleanFunctions.And(Compare(Comparison.GreaterOrEqual, value, low), Compare(Comparison.LessOrEqual, other, high));
    }

    private static BoundExpression BindIn(FunctionCall call)
    {
        var types = call.Arguments.Select(argument => argument.Type).ToArray();
        DataType? common = types.All(type => type.SameType(types[0])) ? types[0] : TypeCoercion.CommonType(types, call.Binder.IsAnsi);
        if (common is null)
        {
            throw BindErrors.DifferentTypes(call.Call, "in", types);
        }

        if (!common.IsOrdered())
        {
            throw BindErrors.NotOrdered(call.Call, "in", common);
        }

        BoundExpression[] arguments = [.. call.Arguments.Select(argument => call.Binder.Convert(argument, common))];
        return new BoundCall(DataTypes.Boolean, arguments.Any(argument => argument.Nullable), arguments, kernels => new InKernel(kernels[0], kernels[1..]));
    }

    private static BoundExpression BindExtreme(FunctionCall call, bool isGreatest)
    {
        var types = call.Arguments.Select(argument => argument.Type).ToArray();
        string name = call.Call.Function.ToLowerInvariant();
        var common = TypeCoercion.CommonTypeWithoutText(types, call.Binder.IsAnsi) ?? throw BindErrors.DifferentTypes(call.Call, name, types);
        if (!common.IsOrdered())
        {
            throw BindErrors.NotOrdered(call.Call, name, common);
        }

        BoundExpression[] arguments = [.. call.Arguments.Select(argument => call.Binder.Convert(argument, common))];
        return new BoundCall(common, arguments.All(argument => argument.Nullable), arguments, kernels => new ExtremeKernel(kernels, common, isGreatest));
    }

    private static FunctionDefinition Define(string[] names, string summary, int min, int max, Func<FunctionCall, BoundExpression> bind) =>
        new() { Names = names, Category = Category, Summary = summary, MinArguments = min, MaxArguments = max, Bind = bind };
}
