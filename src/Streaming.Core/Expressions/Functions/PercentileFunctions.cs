namespace Streaming;

/// <summary>Aggregates of the order of values: percentiles, median, mode, the extremes by another value.</summary>
internal static class PercentileFunctions
{
    private const double DefaultAccuracy = 10_000;

    public static IEnumerable<FunctionDefinition> All =>
    [
        AggregateFunctions.Define(["percentile"], "The exact value at a percentage (or an array of them), between two values where none is there; a third argument says how often each counts.", 2, 3, call =>
            Percentile(call, call.Arguments[0], 0, 1, isDiscrete: false, isDescending: false, call.Arguments.ElementAtOrDefault(2))),
        AggregateFunctions.Define(["median"], "The exact value in the middle.", 1, 1, call => Percentile(call, call.Arguments[0], 0, -1, isDiscrete: false, isDescending: false, null)),
        AggregateFunctions.Define(["percentile_cont"], "As percentile, of values WITHIN GROUP (ORDER BY ...).", 2, 2, call => Ordered(call, isDiscrete: false)),
        AggregateFunctions.Define(["percentile_disc"], "The first of the values WITHIN GROUP (ORDER BY ...) that a percentage of them reach.", 2, 2, call => Ordered(call, isDiscrete: true)),
        AggregateFunctions.Define(["approx_percentile", "percentile_approx"], "About the value at a percentage (or an array of them); a third argument is the accuracy, 10000 by default.", 2, 3, Approximate),
        AggregateFunctions.Define(["mode"], "The most frequent value; with true as second argument the smallest of several such.", 1, 2, Mode),
        AggregateFunctions.Define(["max_by"], "The value where another is largest; with a third argument so many of them, as an array.", 2, 3, call => By(call, isMax: true)),
        AggregateFunctions.Define(["min_by"], "The value where another is smallest; with a third argument so many of them, as an array.", 2, 3, call => By(call, isMax: false)),
    ];

    private static BoundAccumulation Ordered(FunctionCall call, bool isDiscrete) => call.Call.Children[1] is SortExpression key
        ? Percentile(call, call.Arguments[1], 1, 0, isDiscrete, key.IsDescending, null)
        : throw BindErrors.Make("INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING", $"Invalid function `{call.Call.Function.ToLowerInvariant()}` with WITHIN GROUP. WITHIN GROUP is required for the function.", "42K0K");

    private static BoundAccumulation Percentile(FunctionCall call, BoundExpression value, int place, int percentage, bool isDiscrete, bool isDescending, BoundExpression? frequency)
    {
        if (value.Type.IsString() || value.Type.IsNull())
        {
            value = Coerce.To(call, value, DataTypes.Double);
        }

        if (!value.Type.IsNumeric() && value.Type is not IntervalType)
        {
            throw FunctionErrors.UnexpectedType(call, place, "(\"NUMERIC\" or \"ANSI INTERVAL\")");
        }

        bool isMedian = percentage < 0;
        var (percentages, isArray) = isMedian ? ([0.5], false) : Percentages(call, percentage);
        DataType type = value.Type is IntervalType interval ? (interval.IsYearMonth ? IntervalType.YearToMonth : IntervalType.DayToSecond) : DataTypes.Double;
        if (frequency is not null && !frequency.Type.IsIntegral() && !frequency.Type.IsString() && !frequency.Type.IsNull())
        {
            throw FunctionErrors.UnexpectedType(call, 2, "\"INTEGRAL\"");
        }

        BoundExpression[] arguments = frequency is null ? [value] : [value, Coerce.To(call, frequency, DataTypes.Long)];
        return new BoundAccumulation(
            isArray ? new ArrayType(type, containsNull: false) : type, true,
            () => new PercentileAccumulator((values, counts, result) => Append(result, isArray, percentages, p => PercentileAccumulator.At(values, counts, p, isDiscrete), isDescending)),
            arguments);
    }

    private static BoundAccumulation Approximate(FunctionCall call)
    {
        var value = call.Arguments[0];
        if (value.Type.IsString() || value.Type.IsNull())
        {
            value = Coerce.To(call, value, DataTypes.Double);
        }

        if (!value.Type.IsNumeric() && !value.Type.IsDatetime() && value.Type is not IntervalType)
        {
            throw FunctionErrors.UnexpectedType(call, 0, "(\"NUMERIC\", \"DATE\", \"TIMESTAMP\", \"TIMESTAMP_NTZ\", \"ANSI INTERVAL\")");
        }

        var (percentages, isArray) = Percentages(call, 1);
        double accuracy = DefaultAccuracy;
        if (call.Arguments.Count > 2)
        {
            var constant = Constants.Evaluate(Coerce.To(call, call.Arguments[2], DataTypes.Long)) ?? throw NotFoldable(call, 2, "accuracy", "INTEGRAL");
            accuracy = constant.IsNull(0) ? throw FunctionErrors.Mismatch(call, "UNEXPECTED_NULL", "The accuracy must not be null.") : ((FixedVector<long>)constant).Values[0];
            if (accuracy is <= 0 or > int.MaxValue)
            {
                throw FunctionErrors.Mismatch(call, "VALUE_OUT_OF_RANGE", $"The accuracy must be between (0, 2147483647] (current value = {accuracy}L).");
            }
        }

        return new BoundAccumulation(
            isArray ? new ArrayType(value.Type, containsNull: false) : value.Type, true,
            () => new QuantileAccumulator(1.0 / accuracy, (summary, result) => Append(result, isArray, percentages, summary.Query, isTurned: false)),
            value);
    }

    private static void Append(ColumnVector result, bool isArray, double[] percentages, Func<double, double> query, bool isTurned)
    {
        // Descending: from the other end.
        if (!isArray)
        {
            NumberReading.Append(result, query(isTurned ? -percentages[0] : percentages[0]));
            return;
        }

        var array = (ArrayVector)result;
        int start = array.Elements.Count;
        foreach (double percentage in percentages)
        {
            NumberReading.Append(array.Elements, query(isTurned ? -percentage : percentage));
        }

        array.AppendRow(start, percentages.Length);
    }

    private static (double[] Values, bool IsArray) Percentages(FunctionCall call, int argument)
    {
        bool isArray = call.Arguments[argument].Type is ArrayType;
        DataType wanted = isArray ? new ArrayType(DataTypes.Double) : DataTypes.Double;
        var type = isArray ? ((ArrayType)call.Arguments[argument].Type).ElementType : call.Arguments[argument].Type;
        if (!type.IsNumeric() && !type.IsNull() && !type.IsString())
        {
            throw FunctionErrors.UnexpectedType(call, argument, "(\"DOUBLE\" or \"ARRAY<DOUBLE>\")");
        }

        var constant = Constants.Evaluate(Coerce.To(call, call.Arguments[argument], wanted)) ?? throw NotFoldable(call, argument, "percentage", "DOUBLE");
        var elements = constant is ArrayVector array ? array.Elements : constant;
        int count = constant is ArrayVector many ? many.Lengths[0] : 1;
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            if (constant.IsNull(0) || elements.IsNull(i))
            {
                throw FunctionErrors.Mismatch(call, "UNEXPECTED_NULL", "The percentage must not be null.");
            }

            values[i] = ((FixedVector<double>)elements).Values[i];
            if (!(values[i] >= 0 && values[i] <= 1))
            {
                throw FunctionErrors.Mismatch(call, "VALUE_OUT_OF_RANGE", $"The percentage must be between [0.0, 1.0] (current value = {CastsToText.OfDouble(values[i])}D).");
            }
        }

        return (values, isArray);
    }

    private static StreamingException NotFoldable(FunctionCall call, int argument, string name, string type) =>
        FunctionErrors.Mismatch(call, "NON_FOLDABLE_INPUT", $"the input `{name}` should be a foldable \"{type}\" expression; however, got \"{call.Call.Children[argument].Sql}\".");

    private static BoundAccumulation Mode(FunctionCall call)
    {
        var key = call.Call.Children[0] as SortExpression;
        bool? smallest = key is not null ? !key.IsDescending : call.Call.Children.Count == 2 && call.Call.Children[1] is LiteralExpression { Value: true } ? true : null;
        var argument = call.Arguments[0];
        if (argument.Type is MapType)
        {
            throw FunctionErrors.Mismatch(call, "UNSUPPORTED_INPUT_TYPE", $"The input of `mode` can't be {BindErrors.Quote(argument.Type)} type data.");
        }

        return new BoundAccumulation(argument.Type, true, () => new CountedAccumulator(argument.Type, (values, counts, result) =>
        {
            int best = 0;
            for (int i = 1; i < counts.Length; i++)
            {
                bool isBefore = counts[i] == counts[best] && smallest is { } first && (first ? VectorOrder.Compare(values, i, values, best) < 0 : VectorOrder.Compare(values, i, values, best) > 0);
                best = counts[i] > counts[best] || isBefore ? i : best;
            }

            result.AppendFrom(values, best);
        }), argument);
    }

    private static BoundAccumulation By(FunctionCall call, bool isMax)
    {
        var (value, order) = (call.Arguments[0], call.Arguments[1]);
        if (!order.Type.IsOrdered())
        {
            throw BindErrors.NotOrdered(call.Call, call.Call.Function.ToLowerInvariant(), order.Type);
        }

        if (call.Arguments.Count == 2)
        {
            return new BoundAccumulation(value.Type, true, () => new ExtremeByAccumulator(value.Type, order.Type, isMax), value, order);
        }

        if (!call.Arguments[2].Type.IsIntegral())
        {
            throw FunctionErrors.UnexpectedType(call, 2, "\"INTEGRAL\"");
        }

        int k = Constants.Int(Coerce.To(call, call.Arguments[2], DataTypes.Integer), () => NotFoldable(call, 2, "k", "INT")) ?? 0;
        if (k is < 1 or > 100_000)
        {
            throw FunctionErrors.Mismatch(call, "VALUE_OUT_OF_RANGE", $"The k must be between [1, 100000] (current value = {k}).");
        }

        (int, bool, bool)[] keys = [(1, isMax, false)];
        return new BoundAccumulation(
            new ArrayType(value.Type), true,
            () => new RowListAccumulator(
                [value.Type, order.Type], isDistinct: false, (arguments, row) => !arguments[1].IsNull(row),
                (columns, count) => [.. RowListAccumulator.Sort(columns, count, keys).Take(k).Order()],
                (columns, count, result) =>
                {
                    var array = (ArrayVector)result;
                    int start = array.Elements.Count;
                    foreach (int row in RowListAccumulator.Sort(columns, count, keys).Take(k))
                    {
                        array.Elements.AppendFrom(columns[0], row);
                    }

                    array.AppendRow(start, array.Elements.Count - start);
                },
                null),
            value, order);
    }
}
