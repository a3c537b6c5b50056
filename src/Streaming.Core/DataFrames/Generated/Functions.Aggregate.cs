namespace Streaming;

/// <content>Functions of the category aggregate. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>True where a value is true.</summary>
    public static Column Any(object? first) => Call("any", first);

    /// <summary>About the value at a percentage (or an array of them); a third argument is the accuracy, 10000 by default.</summary>
    public static Column ApproxPercentile(params object?[] arguments) => Call("approx_percentile", arguments);

    /// <summary>All values that are not NULL, as an array.</summary>
    public static Column ArrayAgg(object? first) => Call("array_agg", first);

    /// <summary>Bits that all values have.</summary>
    public static Column BitAnd(object? first) => Call("bit_and", first);

    /// <summary>Bits that one of the values has.</summary>
    public static Column BitOr(object? first) => Call("bit_or", first);

    /// <summary>Bits that an odd number of values have.</summary>
    public static Column BitXor(object? first) => Call("bit_xor", first);

    /// <summary>Bits that all bitmaps have.</summary>
    public static Column BitmapAndAgg(object? first) => Call("bitmap_and_agg", first);

    /// <summary>A bitmap with the bits at some positions (bitmap_bit_position) set.</summary>
    public static Column BitmapConstructAgg(object? first) => Call("bitmap_construct_agg", first);

    /// <summary>Bits that one of the bitmaps has.</summary>
    public static Column BitmapOrAgg(object? first) => Call("bitmap_or_agg", first);

    /// <summary>The different elements that are not NULL of arrays, as an array.</summary>
    public static Column CollectUnion(object? first) => Call("collect_union", first);

    /// <summary>Pearson's coefficient of correlation.</summary>
    public static Column Corr(object? first, object? second) => Call("corr", first, second);

    /// <summary>A count-min sketch of a relative error, confidence and seed, as bytes.</summary>
    public static Column CountMinSketch(object? first, object? second, object? third, object? fourth) => Call("count_min_sketch", first, second, third, fourth);

    /// <summary>Covariance.</summary>
    public static Column CovarPop(object? first, object? second) => Call("covar_pop", first, second);

    /// <summary>Covariance of a sample; NULL for less than two pairs.</summary>
    public static Column CovarSamp(object? first, object? second) => Call("covar_samp", first, second);

    /// <summary>True where no value is false.</summary>
    public static Column Every(object? first) => Call("every", first);

    /// <summary>First value; with true as second argument the first that is not NULL.</summary>
    public static Column FirstValue(params object?[] arguments) => Call("first_value", arguments);

    /// <summary>At most so many bins of numbers: centers x and weights y.</summary>
    public static Column HistogramNumeric(object? first, object? second) => Call("histogram_numeric", first, second);

    /// <summary>How heavy the tails are; 0 for the normal distribution.</summary>
    public static Column Kurtosis(object? first) => Call("kurtosis", first);

    /// <summary>Last value; with true as second argument the last that is not NULL.</summary>
    public static Column LastValue(params object?[] arguments) => Call("last_value", arguments);

    /// <summary>All texts that are not NULL with a separator between them, in the order of WITHIN GROUP (ORDER BY ...) where it is given.</summary>
    public static Column Listagg(params object?[] arguments) => Call("listagg", arguments);

    /// <summary>The exact value in the middle.</summary>
    public static Column Median(object? first) => Call("median", first);

    /// <summary>The most frequent value; with true as second argument the smallest of several such.</summary>
    public static Column Mode(params object?[] arguments) => Call("mode", arguments);

    /// <summary>The exact value at a percentage (or an array of them), between two values where none is there; a third argument says how often each counts.</summary>
    public static Column Percentile(params object?[] arguments) => Call("percentile", arguments);

    /// <summary>About the value at a percentage (or an array of them); a third argument is the accuracy, 10000 by default.</summary>
    public static Column PercentileApprox(params object?[] arguments) => Call("percentile_approx", arguments);

    /// <summary>As percentile, of values WITHIN GROUP (ORDER BY ...).</summary>
    public static Column PercentileCont(object? first, object? second) => Call("percentile_cont", first, second);

    /// <summary>The first of the values WITHIN GROUP (ORDER BY ...) that a percentage of them reach.</summary>
    public static Column PercentileDisc(object? first, object? second) => Call("percentile_disc", first, second);

    /// <summary>Mean of the second values of pairs of which none is NULL.</summary>
    public static Column RegrAvgx(object? first, object? second) => Call("regr_avgx", first, second);

    /// <summary>Mean of the first values of pairs of which none is NULL.</summary>
    public static Column RegrAvgy(object? first, object? second) => Call("regr_avgy", first, second);

    /// <summary>Number of pairs of which none is NULL.</summary>
    public static Column RegrCount(object? first, object? second) => Call("regr_count", first, second);

    /// <summary>Where that line is at 0.</summary>
    public static Column RegrIntercept(object? first, object? second) => Call("regr_intercept", first, second);

    /// <summary>How much of the first value a line over the second explains.</summary>
    public static Column RegrR2(object? first, object? second) => Call("regr_r2", first, second);

    /// <summary>Slope of the line that gives the first value by the second.</summary>
    public static Column RegrSlope(object? first, object? second) => Call("regr_slope", first, second);

    /// <summary>Sum of the squares of the second value's distances from its mean.</summary>
    public static Column RegrSxx(object? first, object? second) => Call("regr_sxx", first, second);

    /// <summary>Sum of the products of the distances from the means.</summary>
    public static Column RegrSxy(object? first, object? second) => Call("regr_sxy", first, second);

    /// <summary>Sum of the squares of the first value's distances from its mean.</summary>
    public static Column RegrSyy(object? first, object? second) => Call("regr_syy", first, second);

    /// <summary>How far the values lean to one side.</summary>
    public static Column Skewness(object? first) => Call("skewness", first);

    /// <summary>True where a value is true.</summary>
    public static Column Some(object? first) => Call("some", first);

    /// <summary>Standard deviation of a sample; NULL for less than two values.</summary>
    public static Column Std(object? first) => Call("std", first);

    /// <summary>Standard deviation of a sample; NULL for less than two values.</summary>
    public static Column StddevSamp(object? first) => Call("stddev_samp", first);

    /// <summary>All texts that are not NULL with a separator between them, in the order of WITHIN GROUP (ORDER BY ...) where it is given.</summary>
    public static Column StringAgg(params object?[] arguments) => Call("string_agg", arguments);

    /// <summary>Variance of a sample; NULL for less than two values.</summary>
    public static Column VarSamp(object? first) => Call("var_samp", first);

    /// <summary>Means of the elements of arrays of float, place by place.</summary>
    public static Column VectorAvg(object? first) => Call("vector_avg", first);

    /// <summary>Sums of the elements of arrays of float, place by place.</summary>
    public static Column VectorSum(object? first) => Call("vector_sum", first);
}
