using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Aggregates that are right within an error and small in memory, and bitmaps.</summary>
internal static class SketchFunctions
{
    private const double DefaultError = 0.05;

    public static IEnumerable<FunctionDefinition> All =>
    [
        AggregateFunctions.Define(["approx_count_distinct"], "About how many different values there are; a second argument is the relative error, 0.05 by default.", 1, 2, CountDistinct),
        AggregateFunctions.Define(["histogram_numeric"], "At most so many bins of numbers: centers x and weights y.", 2, 2, Histogram),
        AggregateFunctions.Define(["count_min_sketch"], "A count-min sketch of a relative error, confidence and seed, as bytes.", 4, 4, CountMin),
        AggregateFunctions.Define(["bitmap_construct_agg"], "A bitmap with the bits at some positions (bitmap_bit_position) set.", 1, 1, call => new BoundAccumulation(
            DataTypes.Binary, false, () => new BitmapAccumulator(BitmapAccumulator.Kind.Construct), Scalar.Convert(call, P.Long))),
        AggregateFunctions.Define(["bitmap_or_agg"], "Bits that one of the bitmaps has.", 1, 1, call => Bitmap(call, BitmapAccumulator.Kind.Or)),
        AggregateFunctions.Define(["bitmap_and_agg"], "Bits that all bitmaps have.", 1, 1, call => Bitmap(call, BitmapAccumulator.Kind.And)),
    ];

    private static BoundAccumulation Bitmap(FunctionCall call, BitmapAccumulator.Kind kind) => call.Arguments[0].Type == DataTypes.Binary || call.Arguments[0].Type == DataTypes.Null
        ? new BoundAccumulation(DataTypes.Binary, false, () => new BitmapAccumulator(kind), Coerce.To(call, call.Arguments[0], DataTypes.Binary))
        : throw FunctionErrors.UnexpectedType(call, 0, "\"BINARY\"");

    private static BoundAccumulation CountDistinct(FunctionCall call)
    {
        var argument = call.Arguments[0];
        double error = DefaultError;
        if (call.Arguments.Count > 1)
        {
            var constant = Constants.Evaluate(Scalar.Convert(call, P.Any, P.Double)[1])
                ?? throw FunctionErrors.Mismatch(call, "NON_FOLDABLE_INPUT", $"the input `relativeSD` should be a foldable \"DOUBLE\" expression; however, got \"{call.Call.Children[1].Sql}\".");
            error = constant.IsNull(0) ? double.NaN : ((FixedVector<double>)constant).Values[0];
        }

        int precision = HyperLogLog.Precision(error);
        return error <= 0.39 && precision is >= 4 and <= 30
            ? new BoundAccumulation(DataTypes.Long, false, () => new ApproxDistinctAccumulator(precision), argument)
            : throw BindErrors.Make("FAILED_FUNCTION_CALL", "Failed preparing of the function `approx_count_distinct` for call. Please, double check function's arguments.", "38000");
    }

    private static BoundAccumulation Histogram(FunctionCall call)
    {
        var argument = call.Arguments[0];
        if (argument.Type.IsString() || argument.Type.IsNull())
        {
            argument = Coerce.To(call, argument, DataTypes.Double);
        }

        if (!argument.Type.IsNumeric() && !argument.Type.IsDatetime() && argument.Type is not IntervalType)
        {
            throw FunctionErrors.UnexpectedType(call, 0, "(\"NUMERIC\", \"DATE\", \"TIMESTAMP\", \"TIMESTAMP_NTZ\", \"ANSI INTERVAL\")");
        }

        int? bins = Constants.Int(Scalar.Convert(call, P.Any, P.Int)[1], () => FunctionErrors.Mismatch(call, "NON_FOLDABLE_INPUT", $"the input `nb` should be a foldable \"INT\" expression; however, got \"{call.Call.Children[1].Sql}\"."));
        if (bins is null)
        {
            throw FunctionErrors.Mismatch(call, "UNEXPECTED_NULL", "The nb must not be null.");
        }

        if (bins < 2)
        {
            throw FunctionErrors.Mismatch(call, "VALUE_OUT_OF_RANGE", $"The nb must be between [2, 2147483647] (current value = {bins}).");
        }

        var item = new StructType(new StructField("x", argument.Type), new StructField("y", DataTypes.Double));
        return new BoundAccumulation(new ArrayType(item), true, () => new HistogramAccumulator(bins.Value), argument);
    }

    private static BoundAccumulation CountMin(FunctionCall call)
    {
        var argument = call.Arguments[0];
        if (!argument.Type.IsIntegral() && !argument.Type.IsString() && argument.Type != DataTypes.Binary)
        {
            throw FunctionErrors.UnexpectedType(call, 0, "(\"INTEGRAL\" or \"STRING\" or \"BINARY\")");
        }

        for (int i = 1; i <= 3; i++)
        {
            if (i < 3 ? call.Arguments[i].Type != DataTypes.Double : !call.Arguments[i].Type.IsIntegral())
            {
                throw FunctionErrors.UnexpectedType(call, i, i < 3 ? "\"DOUBLE\"" : "\"INTEGRAL\"");
            }
        }

        double error = Constant(1, "epsilon");
        double confidence = Constant(2, "confidence");
        int seed = (int)Constant(3, "seed");
        return !(error > 0) ? throw FunctionErrors.Mismatch(call, "VALUE_OUT_OF_RANGE", $"The epsilon must be between (0.0, 1.7976931348623157E308] (current value = {CastsToText.OfDouble(error)}).")
            : !(confidence > 0 && confidence < 1) ? throw FunctionErrors.Mismatch(call, "VALUE_OUT_OF_RANGE", $"The confidence must be between (0.0, 1.0] (current value = {CastsToText.OfDouble(confidence)}).")
            : new BoundAccumulation(DataTypes.Binary, false, () => new CountMinAccumulator(error, confidence, seed), argument);

        double Constant(int place, string name) => Constants.Evaluate(call.Arguments[place]) is { } value
            ? value.IsNull(0) ? throw FunctionErrors.Mismatch(call, "UNEXPECTED_NULL", $"The {name} must not be null.") : NumberReading.ToDouble(value, 0)
            : throw FunctionErrors.Mismatch(call, "NON_FOLDABLE_INPUT", $"the input `{name}` should be a foldable {BindErrors.Quote(call.Arguments[place].Type)} expression; however, got \"{call.Call.Children[place].Sql}\".");
    }
}
