using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Aggregates of statistics: variance, covariance, regression, bits.</summary>
internal static class StatisticsFunctions
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        Moment("stddev,std,stddev_samp", "Standard deviation of a sample; NULL for less than two values.", m => m.Count < 2 ? null : Math.Sqrt(m.M2 / (m.Count - 1))),
        Moment("stddev_pop", "Standard deviation.", m => m.Count == 0 ? null : Math.Sqrt(m.M2 / m.Count)),
        Moment("variance,var_samp", "Variance of a sample; NULL for less than two values.", m => m.Count < 2 ? null : m.M2 / (m.Count - 1)),
        Moment("var_pop", "Variance.", m => m.Count == 0 ? null : m.M2 / m.Count),
        Moment("skewness", "How far the values lean to one side.", m => m.Count == 0 || m.M2 == 0 ? null : Math.Sqrt(m.Count) * m.M3 / Math.Sqrt(m.M2 * m.M2 * m.M2)),
        Moment("kurtosis", "How heavy the tails are; 0 for the normal distribution.", m => m.Count == 0 || m.M2 == 0 ? null : (m.Count * m.M4 / (m.M2 * m.M2)) - 3.0),
        Pair("covar_pop", "Covariance.", p => p.Count == 0 ? null : p.Cxy / p.Count),
        Pair("covar_samp", "Covariance of a sample; NULL for less than two pairs.", p => p.Count < 2 ? null : p.Cxy / (p.Count - 1)),
        Pair("corr", "Pearson's coefficient of correlation.", p => Divide(p.Count == 0 ? null : p.Cxy, Math.Sqrt(p.Mx * p.My))),
        Pair("regr_r2", "How much of the first value a line over the second explains.", p => p.Count == 0 || p.My == 0 ? null : p.Mx == 0 ? 1.0 : Square(p.Cxy / Math.Sqrt(p.Mx * p.My))),
        Pair("regr_sxy", "Sum of the products of the distances from the means.", p => p.Count == 0 ? null : p.Cxy),
        Pair("regr_sxx", "Sum of the squares of the second value's distances from its mean.", p => p.Count == 0 ? null : p.Mx, isTurned: true),
        Pair("regr_syy", "Sum of the squares of the first value's distances from its mean.", p => p.Count == 0 ? null : p.My, isTurned: true),
        Pair("regr_slope", "Slope of the line that gives the first value by the second.", p => p.Count < 2 ? null : Divide(p.Cxy, p.Mx), isTurned: true),
        Pair("regr_intercept", "Where that line is at 0.", p => p.Count == 0 ? null : p.MeanY - (Divide(p.Cxy, p.Mx) * p.MeanX), isTurned: true),
        AggregateFunctions.Define(["regr_count"], "Number of pairs of which none is NULL.", 2, 2, call => new BoundAccumulation(DataTypes.Long, false, () => new CountAccumulator(), Doubles(call))),
        AggregateFunctions.Define(["regr_avgx"], "Mean of the second values of pairs of which none is NULL.", 2, 2, call => MeanOfPairs(call, 1)),
        AggregateFunctions.Define(["regr_avgy"], "Mean of the first values of pairs of which none is NULL.", 2, 2, call => MeanOfPairs(call, 0)),
        Bits("bit_and", "Bits that all values have.", BitJoin.And),
        Bits("bit_or", "Bits that one of the values has.", BitJoin.Or),
        Bits("bit_xor", "Bits that an odd number of values have.", BitJoin.Xor),
    ];

    private static FunctionDefinition Moment(string names, string summary, Func<Moments, double?> finish) => AggregateFunctions.Define(
        names.Split(','), summary, 1, 1, call => new BoundAccumulation(DataTypes.Double, true, () => new MomentAccumulator(finish), Doubles(call)));

    // Turned: the second argument is x and the first is y.
    private static FunctionDefinition Pair(string name, string summary, Func<PairMoments, double?> finish, bool isTurned = false) => AggregateFunctions.Define(
        [name], summary, 2, 2, call => Doubles(call) is var arguments
            ? new BoundAccumulation(DataTypes.Double, true, () => new PairAccumulator(finish), isTurned ? [arguments[1], arguments[0]] : arguments)
            : throw new InvalidOperationException());

    private static FunctionDefinition Bits(string name, string summary, BitJoin join) => AggregateFunctions.Define([name], summary, 1, 1, call =>
    {
        var argument = call.Arguments[0];
        if (argument.Type == DataTypes.Null || argument.Type == DataTypes.String)
        {
            argument = Coerce.To(call, argument, DataTypes.Long);
        }

        return new BoundAccumulation(argument.Type, true, argument.Type switch
        {
            AtomicType { Kind: AtomicKind.Byte } => () => new BitwiseAccumulator<sbyte>(join),
            AtomicType { Kind: AtomicKind.Short } => () => new BitwiseAccumulator<short>(join),
            AtomicType { Kind: AtomicKind.Integer } => () => new BitwiseAccumulator<int>(join),
            AtomicType { Kind: AtomicKind.Long } => () => new BitwiseAccumulator<long>(join),
            _ => throw FunctionErrors.UnexpectedType(call, 0, "\"INTEGRAL\""),
        }, argument);
    });

    private static BoundAccumulation MeanOfPairs(FunctionCall call, int which)
    {
        var arguments = Doubles(call);
        return new BoundAccumulation(
            DataTypes.Double, true,
            () => new SumAccumulator<double, DoubleRules>(() => false, _ => true, (sum, count, output) => ((FixedVector<double>)output).Append(sum / count), isAverage: true) { NeedsAllArguments = true },
            arguments[which], arguments[1 - which]);
    }

    private static BoundExpression[] Doubles(FunctionCall call) => Scalar.Convert(call, P.Double);

    private static double? Divide(double? left, double right) => right == 0 ? null : left / right;

    private static double Square(double value) => value * value;
}
