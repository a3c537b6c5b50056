namespace Streaming;

/// <summary>Functions over the rows of a group.</summary>
internal static class AggregateFunctions
{
    public const string Category = "aggregate";

    private static readonly HashSet<string> Ordered = new(StringComparer.OrdinalIgnoreCase)
    {
        "first", "first_value", "any_value", "last", "last_value", "collect_list", "array_agg", "listagg", "string_agg",
    };

    public static IEnumerable<FunctionDefinition> All =>
    [
        Define(["count"], "Number of rows whose arguments are not NULL; count(*) counts all.", 1, int.MaxValue, call =>
            new BoundAccumulation(DataTypes.Long, false, () => new CountAccumulator(), [.. call.Arguments])),
        Define(["count_if"], "Number of rows for which a condition is true.", 1, 1, call => call.Arguments[0].Type is var type && (type == DataTypes.Boolean || type == DataTypes.Null)
            ? new BoundAccumulation(DataTypes.Long, false, () => new CountIfAccumulator(), [.. call.Arguments])
            : throw FunctionErrors.UnexpectedType(call, 0, "\"BOOLEAN\"")),
        Define(["sum"], "Sum; NULL without values.", 1, 1, call => Sum(call, isTry: false)),
        Define(["try_sum"], "Sum; NULL without values or where it overflows.", 1, 1, call => Sum(call, isTry: true)),
        Define(["avg", "mean"], "Mean; NULL without values.", 1, 1, call => Average(call, isTry: false)),
        Define(["try_avg"], "Mean; NULL without values or where it overflows.", 1, 1, call => Average(call, isTry: true)),
        Define(["min"], "Smallest value.", 1, 1, call => Extreme(call, isMax: false)),
        Define(["max"], "Largest value; NaN is larger than all numbers.", 1, 1, call => Extreme(call, isMax: true)),
        Define(["first", "first_value", "any_value"], "First value; with true as second argument the first that is not NULL.", 1, 2, call => FirstOrLast(call, isLast: false)),
        Define(["last", "last_value"], "Last value; with true as second argument the last that is not NULL.", 1, 2, call => FirstOrLast(call, isLast: true)),
        Define(["collect_list", "array_agg"], "All values that are not NULL, as an array.", 1, 1, call => Collect(call, isSet: false)),
        Define(["collect_set"], "The different values that are not NULL, as an array.", 1, 1, call => Collect(call, isSet: true)),
        Define(["bool_and", "every"], "True where no value is false.", 1, 1, call => Extreme(call, isMax: false)),
        Define(["bool_or", "some", "any"], "True where a value is true.", 1, 1, call => Extreme(call, isMax: true)),
    ];

    /// <summary>Whether a function's result depends on the order of the rows.</summary>
    public static bool DependsOnOrder(CallExpression call) => Ordered.Contains(call.Function);

    /// <summary>True for a call of an aggregate function.</summary>
    public static bool IsAggregate(SqlExpression expression) => expression is CallExpression call && FunctionRegistry.Find(call.Function)?.Category == Category;

    /// <summary>An aggregate function; with DISTINCT it is computed over the different rows of its arguments.</summary>
    /// <param name="names">The names, the usual one first.</param>
    /// <param name="summary">One line for the documentation.</param>
    /// <param name="minimum">Fewest arguments.</param>
    /// <param name="maximum">Most arguments.</param>
    /// <param name="bind">Binds a call.</param>
    /// <param name="ownDistinct">Whether the function itself knows what DISTINCT means.</param>
    public static FunctionDefinition Define(string[] names, string summary, int minimum, int maximum, Func<FunctionCall, BoundExpression> bind, bool ownDistinct = false) => new()
    {
        Names = names, Category = Category, Summary = summary, MinArguments = minimum, MaxArguments = maximum,
        Bind = call => call.Call.IsDistinct && !ownDistinct ? DistinctAccumulator.Of((BoundAggregate)bind(call)) : bind(call),
    };

    private static BoundExpression Sum(FunctionCall call, bool isTry)
    {
        var argument = Number(call);
        bool isAnsi = call.Binder.IsAnsi;
        switch (argument.Type)
        {
            case DecimalType type:
                var result = Decimal(type.Precision + 10, type.Scale);
                return new BoundAccumulation(
                    result, true,
                    () => new SumAccumulator<Int128, DecimalRules>(
                        () => isTry || !isAnsi ? true : throw DecimalOverflow("sum"), sum => Fits(sum, result.Precision), (sum, _, output) => ((FixedVector<Int128>)output).Append(sum)),
                    argument);
            case IntervalType { IsYearMonth: true }:
                return new BoundAccumulation(
                    argument.Type, true,
                    () => new SumAccumulator<long, LongRules>(
                        () => isTry ? true : throw IntervalOverflow(), sum => sum == (int)sum, (sum, _, output) => ((FixedVector<int>)output).Append((int)sum)),
                    argument);
            case AtomicType { Kind: AtomicKind.Float or AtomicKind.Double }:
                return new BoundAccumulation(
                    DataTypes.Double, true, () => new SumAccumulator<double, DoubleRules>(() => false, _ => true, (sum, _, output) => ((FixedVector<double>)output).Append(sum)), argument);
            default:
                var type64 = argument.Type is IntervalType ? argument.Type : DataTypes.Long;
                return new BoundAccumulation(
                    type64, true,
                    () => new SumAccumulator<long, LongRules>(
                        () => isTry ? true : argument.Type is IntervalType ? throw IntervalOverflow() : isAnsi ? throw Overflow() : false,
                        _ => true, (sum, _, output) => ((FixedVector<long>)output).Append(sum)),
                    argument);
        }
    }

    private static BoundExpression Average(FunctionCall call, bool isTry)
    {
        var argument = Number(call);
        bool isAnsi = call.Binder.IsAnsi;
        switch (argument.Type)
        {
            case DecimalType type:
                var result = Decimal(type.Precision + 4, type.Scale + 4);
                int sumPrecision = Math.Min(DecimalType.MaxPrecision, type.Precision + 10);
                return new BoundAccumulation(
                    result, true,
                    () => new SumAccumulator<Int128, DecimalRules>(
                        () => isTry || !isAnsi ? true : throw DecimalOverflow("avg"),
                        sum => Fits(sum, sumPrecision),
                        (sum, count, output) =>
                        {
                            if (Divide(sum, count, result.Scale - type.Scale) is { } mean && Fits(mean, result.Precision))
                            {
                                ((FixedVector<Int128>)output).Append(mean);
                            }
                            else if (isTry || !isAnsi)
                            {
                                output.AppendNull();
                            }
                            else
                            {
                                throw OutOfRange(call.Call, sum, count, type.Scale, result);
                            }
                        },
                        isAverage: true),
                    argument);
            case IntervalType { IsYearMonth: true }:
                return new BoundAccumulation(
                    argument.Type, true,
                    () => new SumAccumulator<long, LongRules>(
                        () => isTry ? true : throw IntervalOverflow(), sum => sum == (int)sum, (sum, count, output) => ((FixedVector<int>)output).Append((int)Divide(sum, count, 0)!.Value), isAverage: true),
                    argument);
            case IntervalType:
                return new BoundAccumulation(
                    argument.Type, true,
                    () => new SumAccumulator<long, LongRules>(
                        () => isTry ? true : throw IntervalOverflow(), _ => true, (sum, count, output) => ((FixedVector<long>)output).Append((long)Divide(sum, count, 0)!.Value), isAverage: true),
                    argument);
            default:
                return new BoundAccumulation(
                    DataTypes.Double, true, () => new SumAccumulator<double, DoubleRules>(() => false, _ => true, (sum, count, output) => ((FixedVector<double>)output).Append(sum / count), isAverage: true), argument);
        }
    }

    private static BoundExpression Extreme(FunctionCall call, bool isMax)
    {
        var argument = call.Arguments[0];
        bool isBoolean = call.Call.Function.ToLowerInvariant() is not ("min" or "max");
        if (isBoolean && argument.Type != DataTypes.Boolean && argument.Type != DataTypes.Null)
        {
            throw FunctionErrors.UnexpectedType(call, 0, "\"BOOLEAN\"");
        }

        Func<Accumulator> create = Vectors.Create(argument.Type) switch
        {
            BytesVector => () => new BytesExtremeAccumulator(isMax),
            FixedVector<bool> => () => new ExtremeAccumulator<bool>(isMax),
            FixedVector<byte> => () => new ExtremeAccumulator<byte>(isMax),
            FixedVector<sbyte> => () => new ExtremeAccumulator<sbyte>(isMax),
            FixedVector<short> => () => new ExtremeAccumulator<short>(isMax),
            FixedVector<int> => () => new ExtremeAccumulator<int>(isMax),
            FixedVector<long> => () => new ExtremeAccumulator<long>(isMax),
            FixedVector<float> => () => new ExtremeAccumulator<float>(isMax),
            FixedVector<double> => () => new ExtremeAccumulator<double>(isMax),
            FixedVector<Int128> => () => new ExtremeAccumulator<Int128>(isMax),
            _ when argument.Type.IsOrdered() => () => new ExtremeByAccumulator(argument.Type, argument.Type, isMax),
            _ => throw BindErrors.NotOrdered(call.Call, call.Call.Function.ToLowerInvariant(), argument.Type),
        };
        return new BoundAccumulation(argument.Type, true, create, argument);
    }

    private static BoundExpression FirstOrLast(FunctionCall call, bool isLast)
    {
        bool ignoreNulls = call.Arguments.Count == 2 && call.Call.Children[1] is LiteralExpression { Value: true };
        var argument = call.Arguments[0];
        return new BoundAccumulation(argument.Type, true, () => new FirstLastAccumulator(argument.Type, isLast, ignoreNulls), argument);
    }

    private static BoundExpression Collect(FunctionCall call, bool isSet)
    {
        var argument = call.Arguments[0];
        return new BoundAccumulation(new ArrayType(argument.Type, containsNull: false), false, () => new CollectAccumulator(argument.Type, isSet), argument);
    }

    // Texts count as numbers, as in Spark.
    private static BoundExpression Number(FunctionCall call)
    {
        var argument = call.Arguments[0];
        if (argument.Type == DataTypes.String || argument.Type == DataTypes.Null)
        {
            return call.Binder.Bind(new CastExpression(call.Call.Children[0], DataTypes.Double));
        }

        return argument.Type is DecimalType or IntervalType or AtomicType { Kind: >= AtomicKind.Byte and <= AtomicKind.Double }
            ? argument
            : throw FunctionErrors.UnexpectedType(call, 0, "\"NUMERIC\" or \"ANSI INTERVAL\"");
    }

    private static StreamingException Overflow() => BindErrors.Overflow("overflow", "try_add");

    private static StreamingException DecimalOverflow(string function) => BindErrors.Overflow("Overflow in sum of decimals", $"try_{function}");

    private static StreamingException IntervalOverflow() => BindErrors.IntervalOverflow("try_add");

    // The mean as Spark computes it, before it is cut to its type.
    private static StreamingException OutOfRange(CallExpression call, Int128 sum, long count, int scale, DecimalType type)
    {
        const int Digits = DecimalType.MaxPrecision + 1;
        var mean = (System.Numerics.BigInteger)sum * System.Numerics.BigInteger.Pow(10, Digits - scale) / count; // cut off, not rounded
        string digits = System.Numerics.BigInteger.Abs(mean).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(Digits + 1, '0');
        var error = BindErrors.DecimalOutOfRange($"{(mean.Sign < 0 ? "-" : "")}{digits[..^Digits]}.{digits[^Digits..]}", type);
        return call.Origin?.OfEvaluation(error) ?? error;
    }

    private static DecimalType Decimal(int precision, int scale) => new(Math.Min(precision, DecimalType.MaxPrecision), Math.Min(scale, DecimalType.MaxPrecision));

    private static bool Fits(Int128 value, int precision)
    {
        var limit = (Int128)System.Numerics.BigInteger.Pow(10, precision);
        return value < limit && value > -limit;
    }

    // sum * 10^digits / count, half up; null where it is out of range.
    private static Int128? Divide(Int128 sum, long count, int digits)
    {
        var quotient = Quotient(sum, count, digits);
        return System.Numerics.BigInteger.Abs(quotient) < System.Numerics.BigInteger.Pow(10, DecimalType.MaxPrecision) ? (Int128)quotient : null;
    }

    private static System.Numerics.BigInteger Quotient(Int128 sum, long count, int digits)
    {
        var scaled = (System.Numerics.BigInteger)sum * System.Numerics.BigInteger.Pow(10, digits);
        var quotient = System.Numerics.BigInteger.DivRem(scaled, count, out var rest);
        if (System.Numerics.BigInteger.Abs(rest) * 2 >= count)
        {
            quotient += scaled.Sign;
        }

        return quotient;
    }
}
