namespace Streaming;

/// <summary>+ - * / % div, signs, and their try_ forms.</summary>
internal static class ArithmeticFunctions
{
    private const string Category = "math";

    public static IEnumerable<FunctionDefinition> All =>
    [
        new()
        {
            Names = ["+"], Category = Category, Summary = "Sum of two numbers, a later date or time with an interval, or the number itself.", MinArguments = 1, MaxArguments = 2,
            Bind = call => call.Arguments.Count == 1 ? BindPositive(call) : BindPlus(call, Mode(call)),
        },
        new()
        {
            Names = ["-"], Category = Category, Summary = "Difference of two numbers, or the number with the other sign.", MinArguments = 1, MaxArguments = 2,
            Bind = call => call.Arguments.Count == 1 ? BindSign(call, isNegative: true) : BindMinus(call, Mode(call)),
        },
        Binary(["*"], "Product of two numbers.", call => BindBinary(call, DecimalOperation.Multiply, Mode(call))),
        Binary(["/"], "Quotient, as double or decimal.", call => BindBinary(call, DecimalOperation.Divide, Mode(call))),
        Binary(["%", "mod"], "Remainder with the sign of the dividend.", call => BindBinary(call, DecimalOperation.Remainder, Mode(call))),
        Binary(["pmod"], "Remainder that is not negative for positive divisors.", call => BindBinary(call, DecimalOperation.PositiveRemainder, Mode(call))),
        Binary(["div"], "Whole part of the quotient, as a 64-bit integer.", BindWhole),
        Binary(["try_add"], "Sum, NULL on overflow.", call => Try(call, BindPlus)),
        Binary(["try_subtract"], "Difference, NULL on overflow.", call => Try(call, BindMinus)),
        Binary(["try_multiply"], "Product, NULL on overflow.", call => Try(call, (inner, mode) => BindBinary(inner, DecimalOperation.Multiply, mode))),
        Binary(["try_divide"], "Quotient, NULL where the divisor is 0.", call => Try(call, (inner, mode) => BindBinary(inner, DecimalOperation.Divide, mode))),
        Binary(["try_mod"], "Remainder, NULL where the divisor is 0.", call => Try(call, (inner, mode) => BindBinary(inner, DecimalOperation.Remainder, mode))),
        Unary(["negative"], "The number with the other sign.", call => BindSign(call, isNegative: true)),
        Unary(["positive"], "The number itself.", BindPositive),
        Unary(["abs"], "Absolute value.", call => BindSign(call, isNegative: false)),
    ];

    private static BoundExpression BindPositive(FunctionCall call) => call.Arguments[0] is var value && value.Type.IsString() ? call.Binder.Convert(value, DataTypes.Double) : value;

    /// <summary>The result of an operation on decimals: precision and scale grow as needed, beyond 38 digits the scale gives way.</summary>
    public static DecimalType ResultType(DecimalOperation operation, DecimalType left, DecimalType right)
    {
        int scale, precision;
        switch (operation)
        {
            case DecimalOperation.Multiply:
                scale = left.Scale + right.Scale;
                precision = left.Precision + right.Precision + 1;
                break;
            case DecimalOperation.Divide:
                scale = Math.Max(6, left.Scale + right.Precision + 1);
                precision = left.Precision - left.Scale + right.Scale + scale;
                break;
            case DecimalOperation.Remainder or DecimalOperation.PositiveRemainder:
                scale = Math.Max(left.Scale, right.Scale);
                precision = Math.Min(left.Precision - left.Scale, right.Precision - right.Scale) + scale;
                break;
            default:
                scale = Math.Max(left.Scale, right.Scale);
                precision = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale + 1;
                break;
        }

        if (precision <= DecimalType.MaxPrecision)
        {
            return new DecimalType(Math.Max(precision, 1), scale);
        }

        int whole = precision - scale;
        return new DecimalType(DecimalType.MaxPrecision, Math.Max(DecimalType.MaxPrecision - whole, Math.Min(scale, 6)));
    }

    private static BoundExpression BindPlus(FunctionCall call, OverflowMode mode) =>
        IntervalArithmetic.TryBind(call, isMinus: false, mode) ?? BindBinary(call, DecimalOperation.Add, mode);

    private static BoundExpression BindMinus(FunctionCall call, OverflowMode mode) =>
        IntervalArithmetic.TryBind(call, isMinus: true, mode) ?? BindBinary(call, DecimalOperation.Subtract, mode);

    private static BoundExpression BindBinary(FunctionCall call, DecimalOperation operation, OverflowMode mode)
    {
        if (operation is DecimalOperation.Multiply or DecimalOperation.Divide && IntervalArithmetic.TryBindScale(call, operation == DecimalOperation.Divide, mode) is { } scaled)
        {
            return scaled;
        }

        var (left, right) = Operands.ForArithmetic(call);
        bool isRemainder = operation is DecimalOperation.Remainder or DecimalOperation.PositiveRemainder;
        string required = isRemainder || operation is DecimalOperation.Multiply ? "\"NUMERIC\""
            : operation == DecimalOperation.Divide ? "(\"DOUBLE\" or \"DECIMAL\")"
            : "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL\")";
        if (operation == DecimalOperation.Divide && !(left.Type is DecimalType && right.Type is DecimalType))
        {
            left = ToDouble(call.Binder, left);
            right = ToDouble(call.Binder, right);
        }

        if (!Operands.SameFamily(left.Type, right.Type))
        {
            throw BindErrors.BinaryDifferentTypes(call.Call, left.Type, right.Type);
        }

        if (!left.Type.IsNumeric())
        {
            throw BindErrors.BinaryWrongType(call.Call, required, left.Type);
        }

        bool isNullable = left.Nullable || right.Nullable || mode == OverflowMode.Null || (operation >= DecimalOperation.Divide);
        if (left.Type is DecimalType leftDecimal && right.Type is DecimalType rightDecimal)
        {
            var type = ResultType(operation, leftDecimal, rightDecimal);
            var decimalMode = mode == OverflowMode.Wrap ? OverflowMode.Null : mode;
            return new BoundCall(type, isNullable || decimalMode == OverflowMode.Null, [left, right], kernels =>
                new BinaryKernel<DecimalArithmetic, Int128, Int128, Int128>(new(operation, leftDecimal, rightDecimal, type, decimalMode), kernels[0], kernels[1], type));
        }

        var result = left.Type;
        return new BoundCall(result, isNullable, [left, right], kernels => ((AtomicType)result).Kind switch
        {
            AtomicKind.Byte => Integers<sbyte>(operation, mode, kernels, result),
            AtomicKind.Short => Integers<short>(operation, mode, kernels, result),
            AtomicKind.Integer => Integers<int>(operation, mode, kernels, result),
            AtomicKind.Long => Integers<long>(operation, mode, kernels, result),
            AtomicKind.Float => Floats<float>(operation, mode, kernels, result),
            _ => Floats<double>(operation, mode, kernels, result),
        });
    }

    private static BoundExpression BindWhole(FunctionCall call)
    {
        var mode = Mode(call);
        var (left, right) = (call.Arguments[0], call.Arguments[1]);
        if (left.Type is IntervalType || right.Type is IntervalType)
        {
            return IntervalArithmetic.BindWhole(call, mode);
        }

        (left, right) = Operands.ForArithmetic(call, WidenIntegral(call.Binder, left), WidenIntegral(call.Binder, right));
        const string required = "(\"BIGINT\" or \"DECIMAL\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL DAY TO SECOND\")";
        if (left.Type is DecimalType a && right.Type is DecimalType b)
        {
            return new BoundCall(DataTypes.Long, true, [left, right], kernels =>
                new BinaryKernel<DivideDecimalsWhole, Int128, Int128, long>(new(a.Scale, b.Scale, mode), kernels[0], kernels[1], DataTypes.Long));
        }

        if (left.Type.IsNull() && right.Type.IsNull())
        {
            left = right = call.Binder.Convert(left, DataTypes.Long);
        }

        if (left.Type != right.Type || (left.Type.IsFloating() && WidenIntegral(call.Binder, call.Arguments[1]).Type == DataTypes.Long) || (right.Type.IsFloating() && call.Arguments[0].Type.IsIntegral()))
        {
            throw BindErrors.BinaryDifferentTypes(call.Call, WidenIntegral(call.Binder, call.Arguments[0]).Type, WidenIntegral(call.Binder, call.Arguments[1]).Type);
        }

        return left.Type == DataTypes.Long
            ? new BoundCall(DataTypes.Long, true, [left, right], kernels => new BinaryKernel<DivideLongs, long, long, long>(new(mode), kernels[0], kernels[1], DataTypes.Long))
            : throw BindErrors.BinaryWrongType(call.Call, required, left.Type);
    }

    private static BoundExpression WidenIntegral(Binder binder, BoundExpression value) => value.Type.IsIntegral() && value is not BoundLiteral ? binder.Convert(value, DataTypes.Long)
        : value.Type.IsIntegral() ? binder.Convert(value, DataTypes.Long) : value;

    private static BoundExpression BindSign(FunctionCall call, bool isNegative)
    {
        var value = call.Arguments[0];
        if (value.Type.IsString() || value.Type.IsNull())
        {
            value = call.Binder.Convert(value, DataTypes.Double);
        }

        var type = value.Type;
        if (!type.IsNumeric() && type is not IntervalType && !(isNegative && type.Is(AtomicKind.CalendarInterval)))
        {
            string required = isNegative ? "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL\")" : "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\")";
            throw BindErrors.UnexpectedInput(call.Call, 0, required, call.Call.Children[0], type);
        }

        if (isNegative && value is BoundLiteral { Value: not null } literal && Negated(literal.Value) is { } negated)
        {
            return new BoundLiteral(negated, type);
        }

        var mode = Mode(call);
        return new BoundCall(type, value.Nullable, [value], kernels => type switch
        {
            DecimalType => isNegative ? new UnaryKernel<Negate<Int128>, Int128, Int128>(default, kernels[0], type) : new UnaryKernel<Absolute<Int128>, Int128, Int128>(default, kernels[0], type),
            IntervalType { IsYearMonth: true } => Sign<int>(isNegative, OverflowMode.Error, kernels[0], type),
            IntervalType => Sign<long>(isNegative, OverflowMode.Error, kernels[0], type),
            AtomicType atomic => atomic.Kind switch
            {
                AtomicKind.Byte => Sign<sbyte>(isNegative, mode, kernels[0], type),
                AtomicKind.Short => Sign<short>(isNegative, mode, kernels[0], type),
                AtomicKind.Integer => Sign<int>(isNegative, mode, kernels[0], type),
                AtomicKind.Long => Sign<long>(isNegative, mode, kernels[0], type),
                AtomicKind.Float => isNegative ? new UnaryKernel<Negate<float>, float, float>(default, kernels[0], type) : new UnaryKernel<Absolute<float>, float, float>(default, kernels[0], type),
                AtomicKind.Double => isNegative ? new UnaryKernel<Negate<double>, double, double>(default, kernels[0], type) : new UnaryKernel<Absolute<double>, double, double>(default, kernels[0], type),
                _ => new UnaryKernel<NegateInterval, Interval, Interval>(default, kernels[0], type),
            },
            _ => throw new InvalidOperationException(type.SimpleString),
        });
    }

    private static object? Negated(object value) => value switch
    {
        sbyte number when number != sbyte.MinValue => (sbyte)-number,
        short number when number != short.MinValue => (short)-number,
        int number when number != int.MinValue => -number,
        long number when number != long.MinValue => -number,
        double number => -number,
        float number => -number,
        SqlDecimal number => new SqlDecimal(-number.Unscaled, number.Scale),
        _ => null,
    };

    private static Kernel Sign<T>(bool isNegative, OverflowMode mode, Kernel child, DataType type)
        where T : unmanaged, System.Numerics.IBinaryInteger<T> => isNegative
        ? new UnaryKernel<NegateInteger<T>, T, T>(new(mode, type), child, type)
        : new UnaryKernel<AbsoluteInteger<T>, T, T>(new(mode, type), child, type);

    private static Kernel Integers<T>(DecimalOperation operation, OverflowMode mode, Kernel[] kernels, DataType type)
        where T : unmanaged, System.Numerics.IBinaryInteger<T> => operation switch
    {
        DecimalOperation.Add => new BinaryKernel<AddIntegers<T>, T, T, T>(new(mode), kernels[0], kernels[1], type),
        DecimalOperation.Subtract => new BinaryKernel<SubtractIntegers<T>, T, T, T>(new(mode), kernels[0], kernels[1], type),
        DecimalOperation.Multiply => new BinaryKernel<MultiplyIntegers<T>, T, T, T>(new(mode), kernels[0], kernels[1], type),
        DecimalOperation.Remainder => new BinaryKernel<RemainderOf<T>, T, T, T>(new(mode), kernels[0], kernels[1], type),
        _ => new BinaryKernel<PositiveRemainder<T>, T, T, T>(new(mode), kernels[0], kernels[1], type),
    };

    private static Kernel Floats<T>(DecimalOperation operation, OverflowMode mode, Kernel[] kernels, DataType type)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => operation switch
    {
        DecimalOperation.Add => new BinaryKernel<AddFloats<T>, T, T, T>(default, kernels[0], kernels[1], type),
        DecimalOperation.Subtract => new BinaryKernel<SubtractFloats<T>, T, T, T>(default, kernels[0], kernels[1], type),
        DecimalOperation.Multiply => new BinaryKernel<MultiplyFloats<T>, T, T, T>(default, kernels[0], kernels[1], type),
        DecimalOperation.Divide => new BinaryKernel<DivideDoubles, double, double, double>(new(mode), kernels[0], kernels[1], type),
        DecimalOperation.Remainder => new BinaryKernel<RemainderOf<T>, T, T, T>(new(mode), kernels[0], kernels[1], type),
        _ => new BinaryKernel<PositiveRemainder<T>, T, T, T>(new(mode), kernels[0], kernels[1], type),
    };

    private static BoundExpression ToDouble(Binder binder, BoundExpression value) =>
        value.Type.IsNumeric() || value.Type.IsNull() || value.Type.IsString() ? binder.Convert(value, DataTypes.Double) : value;

    // try_ forms: implicit casts of the arguments give NULL too.
    private static BoundExpression Try(FunctionCall call, Func<FunctionCall, OverflowMode, BoundExpression> bind)
    {
        var bound = bind(call, OverflowMode.Null);
        return bound is BoundCall ? Casts.MakeTry(bound) : bound;
    }

    private static OverflowMode Mode(FunctionCall call) => call.Binder.IsAnsi ? OverflowMode.Error : OverflowMode.Wrap;

    private static FunctionDefinition Binary(string[] names, string summary, Func<FunctionCall, BoundExpression> bind) =>
        new() { Names = names, Category = Category, Summary = summary, MinArguments = 2, MaxArguments = 2, Bind = bind };

    private static FunctionDefinition Unary(string[] names, string summary, Func<FunctionCall, BoundExpression> bind) =>
        new() { Names = names, Category = Category, Summary = summary, MinArguments = 1, MaxArguments = 1, Bind = bind };
}
