namespace Streaming;

/// <summary>Numbers, days and times in equal steps; buckets of times.</summary>
internal static class SequenceFunctions
{
    private const long MostElements = int.MaxValue - 15;

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind("collection", "sequence", "Numbers, days or times from one to another in steps.", 2, 3, Sequence),
        Scalar.Bind("datetime", "time_bucket", "The start of the bucket of a length that a time falls into; buckets stand on an origin, 1970-01-01 by default.", 2, 3, Bucket),
    ];

    private static ScalarCall Sequence(FunctionCall call)
    {
        var types = call.Arguments.Select(argument => argument.Type).ToList();
        bool isNumber = types.All(type => type.IsIntegral() || type.IsNull());
        if (isNumber)
        {
            var type = types.Aggregate((DataType)DataTypes.Null, (left, right) => TypeCoercion.Tightest(left, right, isAnsi: true)!);
            type = type.IsNull() ? DataTypes.Integer : type;
            var numbers = call.Arguments.Select(argument => Coerce.To(call, argument, type)).ToArray();
            return new ScalarCall(new ArrayType(type, containsNull: false), numbers.Any(argument => argument.Nullable), Numbers, true, numbers);
        }

        var time = TypeCoercion.Wider(types[0], types[1], isAnsi: true);
        if (time is null || !time.IsDatetime() || (types.Count > 2 && types[2] is not IntervalType && !types[2].Is(AtomicKind.CalendarInterval) && !types[2].IsNull()))
        {
            throw FunctionErrors.Mismatch(
                call, "SEQUENCE_WRONG_INPUT_TYPES",
                $"`sequence` uses the wrong parameter type. The parameter type must conform to:\n1. The start and stop expressions must resolve to the same type.\n2. If start and stop expressions resolve to the (\"TIMESTAMP\" or \"TIMESTAMP_NTZ\" or \"DATE\") type, then the step expression must resolve to the (\"INTERVAL\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL DAY TO SECOND\") type.\n3. Otherwise, if start and stop expressions resolve to the \"INTEGRAL\" type, then the step expression must resolve to the same type.");
        }

        BoundExpression[] arguments = [Coerce.To(call, call.Arguments[0], time), Coerce.To(call, call.Arguments[1], time), .. call.Arguments.Skip(2)];
        return new ScalarCall(new ArrayType(time, containsNull: false), arguments.Any(argument => argument.Nullable), (f, row) => Times(f, row, time), true, arguments);
    }

    private static void Numbers(CallFrame f, int row)
    {
        long start = (long)NumberOf(f.Arguments[0], row);
        long stop = (long)NumberOf(f.Arguments[1], row);
        long step = f.Count > 2 ? (long)NumberOf(f.Arguments[2], row) : start <= stop ? 1 : -1;
        Check(start, stop, step);
        var result = (ArrayVector)f.Result;
        int first = result.Elements.Count;
        Int128 count = step == 0 ? 1 : (((Int128)stop - start) / step) + 1;
        CheckCount(count);
        for (long i = 0; i < (long)count; i++)
        {
            Append(result.Elements, start + (i * step));
        }

        result.AppendRow(first, result.Elements.Count - first);
    }

    private static Int128 NumberOf(ColumnVector vector, int row) => vector switch
    {
        FixedVector<long> values => values.Values[row],
        FixedVector<int> values => values.Values[row],
        FixedVector<short> values => values.Values[row],
        _ => ((FixedVector<sbyte>)vector).Values[row],
    };

    private static void Append(ColumnVector vector, long value)
    {
        switch (vector)
        {
            case FixedVector<long> values: values.Append(value); break;
            case FixedVector<int> values: values.Append((int)value); break;
            case FixedVector<short> values: values.Append((short)value); break;
            default: ((FixedVector<sbyte>)vector).Append((sbyte)value); break;
        }
    }

    private static void Check(long start, long stop, Int128 step)
    {
        if (step == 0 ? start != stop : step > 0 ? start > stop : start < stop)
        {
            throw new StreamingException("INVALID_SEQUENCE_BOUNDARIES", $"Illegal sequence boundaries: {start} to {stop} by {step}. Give a step that leads from the first to the last.");
        }
    }

    private static void CheckCount(Int128 count)
    {
        if (count > MostElements)
        {
            throw BindErrors.Make("COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER", $"Can't create array with {count} elements which exceeding the array size limit {MostElements}, the value returned by the function `sequence` is too large.", "54000");
        }
    }

    // Months and days go by the calendar of the zone; each element is counted from the start.
    private static void Times(CallFrame f, int row, DataType type)
    {
        bool isDate = type == DataTypes.Date;
        bool isZoned = type == DataTypes.Timestamp;
        long start = isDate ? f.Int(0, row) : f.Long(0, row);
        long stop = isDate ? f.Int(1, row) : f.Long(1, row);
        var step = f.Count < 3 ? new Interval(0, start <= stop ? 1 : -1, 0) : f.Arguments[2] switch
        {
            FixedVector<int> months => new Interval(months.Values[row], 0, 0),
            FixedVector<long> micros when isDate => Days(micros.Values[row]),
            FixedVector<long> micros => new Interval(0, 0, micros.Values[row]),
            var any => ((FixedVector<Interval>)any).Values[row],
        };
        Int128 estimate = ((Int128)step.Months * 28 * Civil.MicrosPerDay) + ((Int128)step.Days * Civil.MicrosPerDay) + step.Microseconds;
        Check(start, stop, estimate);
        CheckCount(estimate == 0 ? 1 : (((Int128)stop - start) * (isDate ? Civil.MicrosPerDay : 1) / estimate) + 1);
        var result = (ArrayVector)f.Result;
        int first = result.Elements.Count;
        for (long i = 0; ; i++)
        {
            long value = isDate
                ? AddTo(start, i) : isZoned ? TimeZones.ToInstant(f.Context.TimeZone, AddLocal(TimeZones.ToLocal(f.Context.TimeZone, start), i)) + (i * step.Microseconds) : AddLocal(start, i) + (i * step.Microseconds);
            if (estimate >= 0 ? value > stop : value < stop)
            {
                break;
            }

            if (result.Elements is FixedVector<int> days)
            {
                days.Append((int)value);
            }
            else
            {
                ((FixedVector<long>)result.Elements).Append(value);
            }

            if (estimate == 0)
            {
                break;
            }
        }

        result.AppendRow(first, result.Elements.Count - first);

        long AddTo(long days, long i) => (step.Months == 0 ? days : Civil.AddMonths((int)days, checked((int)(i * step.Months)))) + (i * step.Days);

        long AddLocal(long local, long i)
        {
            if (step.Months == 0 && step.Days == 0)
            {
                return local;
            }

            long days = Civil.FloorDivide(local, Civil.MicrosPerDay);
            return (AddTo(days, i) * Civil.MicrosPerDay) + local - (days * Civil.MicrosPerDay);
        }
    }

    private static Interval Days(long micros) => micros % Civil.MicrosPerDay == 0
        ? new Interval(0, (int)(micros / Civil.MicrosPerDay), 0)
        : throw new StreamingException("_LEGACY_ERROR_TEMP_3242", "sequence step must be an interval day to second of day granularity if start and end values are dates");

    private static ScalarCall Bucket(FunctionCall call)
    {
        var size = call.Arguments[0];
        if (size.Type is not IntervalType interval)
        {
            throw FunctionErrors.UnexpectedType(call, 0, "(\"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\")");
        }

        var time = call.Arguments[1].Type == DataTypes.TimestampNtz || call.Arguments[1].Type == DataTypes.Date ? call.Arguments[1] : Scalar.Convert(call, Parameter.Any, Parameter.AnyTimestamp, Parameter.Any)[1];
        var constant = Constants.Evaluate(size) ?? throw FunctionErrors.Mismatch(call, "NON_FOLDABLE_INPUT", $"the input `bucketSize` should be a foldable {BindErrors.Quote(size.Type)} expression; however, got \"{call.Call.Children[0].Sql}\".");
        long length = constant.IsNull(0) ? 0 : constant is FixedVector<int> months ? months.Values[0] : ((FixedVector<long>)constant).Values[0];
        if (!constant.IsNull(0) && length <= 0)
        {
            throw FunctionErrors.Mismatch(call, "VALUE_OUT_OF_RANGE", $"The `bucketSize` must be between (0, inf) (current value = {call.Call.Children[0].Sql}).");
        }

        var inner = time.Type == DataTypes.Date ? Coerce.To(call, time, DataTypes.TimestampNtz) : time;
        BoundExpression[] arguments = call.Arguments.Count > 2 ? [inner, Coerce.To(call, call.Arguments[2], inner.Type)] : [inner];
        bool isZoned = inner.Type == DataTypes.Timestamp;
        var result = new ScalarCall(inner.Type, true, (f, row) =>
        {
            if (constant.IsNull(0))
            {
                f.ReturnNull(row);
                return;
            }

            long local = Local(f, 0, row);
            long origin = f.Count > 1 ? Local(f, 1, row) : 0;
            long start = interval.IsYearMonth ? OfMonths(local, origin, (int)length) : origin + (Civil.FloorDivide(local - origin, length) * length);
            f.Return(row, isZoned ? TimeZones.ToInstant(f.Context.TimeZone, start) : start);
        }, true, arguments);
        return result;

        long Local(CallFrame f, int argument, int row) => isZoned ? TimeZones.ToLocal(f.Context.TimeZone, f.Long(argument, row)) : f.Long(argument, row);
    }

    private static long OfMonths(long local, long origin, int months)
    {
        int originDay = (int)Civil.FloorDivide(origin, Civil.MicrosPerDay);
        long rest = origin - (originDay * Civil.MicrosPerDay);
        var (fromYear, fromMonth, _) = Civil.FromDays(originDay);
        var (year, month, _) = Civil.FromDays(Civil.FloorDivide(local, Civil.MicrosPerDay));
        long passed = ((year - fromYear) * 12L) + month - fromMonth;
        long bucket = Civil.FloorDivide(passed, months);
        long start = Start(bucket);
        return start > local ? Start(bucket - 1) : start;

        long Start(long number) => (Civil.AddMonths(originDay, checked((int)(number * months))) * Civil.MicrosPerDay) + rest;
    }
}
