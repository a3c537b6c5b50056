namespace Streaming;

/// <summary>+ - * / div where a side is a date, a time or an interval.</summary>
internal static class IntervalArithmetic
{
    public static BoundExpression? TryBind(FunctionCall call, bool isMinus, OverflowMode mode)
    {
        var (left, right) = (call.Arguments[0], call.Arguments[1]);
        if (!isMinus && (IsInterval(left.Type) || !left.Type.IsDatetime()) && right.Type.IsDatetime())
        {
            (left, right) = (right, left);
        }

        var binder = call.Binder;
        var (a, b) = (left.Type, right.Type);
        bool isDate = a.Is(AtomicKind.Date);
        bool isZoned = a.Is(AtomicKind.Timestamp);
        bool isNullable = left.Nullable || right.Nullable;
        if (isMinus && ((a.IsDatetime() && (b.IsDatetime() || b.IsString())) || (a.IsString() && b.IsDatetime())))
        {
            if (isDate && b.Is(AtomicKind.Date))
            {
                return Call(new IntervalType(IntervalUnit.Day, IntervalUnit.Day), isNullable, left, right, (x, y, type) => new BinaryKernel<DatesApart, int, int, long>(default, x, y, type));
            }

            var common = TypeCoercion.Wider(a.IsString() ? b : a, b.IsString() ? a : b, binder.IsAnsi)!;
            return Call(
                IntervalType.DayToSecond,
                isNullable,
                binder.Convert(left, common.Is(AtomicKind.TimestampNtz) ? common : DataTypes.Timestamp),
                binder.Convert(right, common.Is(AtomicKind.TimestampNtz) ? common : DataTypes.Timestamp),
                (x, y, type) => new BinaryKernel<TimesApart, long, long, long>(default, x, y, type));
        }

        if (isDate && (b.IsIntegral() || b.IsNull()) && b != DataTypes.Long)
        {
            return Call(a, isNullable, left, binder.Convert(right, DataTypes.Integer), (x, y, type) => new BinaryKernel<AddDays, int, int, int>(new(isMinus), x, y, type));
        }

        if (isDate && !IsInterval(b))
        {
            var call2 = new CallExpression(isMinus ? "date_sub" : "date_add", ReferenceEquals(left, call.Arguments[0]) ? call.Call.Children : call.Call.Children.Reverse());
            throw BindErrors.UnexpectedInput(call2, 1, "(\"INT\" or \"SMALLINT\" or \"TINYINT\")", call2.Children[1], b);
        }

        if (b is IntervalType { IsYearMonth: true } && a.IsDatetime())
        {
            return isDate
                ? Call(a, isNullable, left, right, (x, y, type) => new BinaryKernel<AddMonths, int, int, int>(new(isMinus), x, y, type))
                : Call(a, isNullable, left, right, (x, y, type) => new BinaryKernel<AddMonthsToTime, long, int, long>(new(isMinus, isZoned), x, y, type));
        }

        if (isDate && b is IntervalType { Start: IntervalUnit.Day, End: IntervalUnit.Day })
        {
            return Call(a, isNullable, left, right, (x, y, type) => new BinaryKernel<AddDayInterval, int, long, int>(new(isMinus), x, y, type));
        }

        if (b is IntervalType && a.IsDatetime())
        {
            var time = isDate ? binder.Convert(left, DataTypes.Timestamp) : left;
            return Call(time.Type, isNullable, time, right, (x, y, type) => new BinaryKernel<AddMicros, long, long, long>(new(isMinus, isZoned || isDate), x, y, type));
        }

        if (b.Is(AtomicKind.CalendarInterval) && a.IsDatetime())
        {
            var time = isDate ? binder.Convert(left, DataTypes.Timestamp) : left;
            var sum = Call(time.Type, isNullable, time, right, (x, y, type) => new BinaryKernel<AddInterval, long, Interval, long>(new(isMinus, isZoned || isDate), x, y, type));
            return isDate ? binder.Convert(sum, DataTypes.Date) : sum;
        }

        if (a.Is(AtomicKind.CalendarInterval) && b.Is(AtomicKind.CalendarInterval))
        {
            return Call(a, isNullable, left, right, (x, y, type) => new BinaryKernel<AddIntervals, Interval, Interval, Interval>(new(isMinus), x, y, type));
        }

        if (a is IntervalType first && b is IntervalType second && first.IsYearMonth == second.IsYearMonth)
        {
            var type = TypeCoercion.Tightest(a, b, binder.IsAnsi)!;
            return first.IsYearMonth
                ? Call(type, isNullable, left, right, (x, y, result) => new BinaryKernel<AddLengths<int>, int, int, int>(new(isMinus, mode), x, y, result))
                : Call(type, isNullable, left, right, (x, y, result) => new BinaryKernel<AddLengths<long>, long, long, long>(new(isMinus, mode), x, y, result));
        }

        return null;
    }

    public static BoundExpression? TryBindScale(FunctionCall call, bool isDivide, OverflowMode mode)
    {
        var (left, right) = (call.Arguments[0], call.Arguments[1]);
        if (!isDivide && right.Type is IntervalType)
        {
            (left, right) = (right, left);
        }

        if (left.Type is not IntervalType interval || !(right.Type.IsNumeric() || right.Type.IsString()))
        {
            return null;
        }

        bool isNullable = left.Nullable || right.Nullable || mode == OverflowMode.Null;
        var factor = call.Binder.Convert(right, DataTypes.Double);
        return interval.IsYearMonth
            ? Call(IntervalType.YearToMonth, isNullable, left, factor, (x, y, type) => new BinaryKernel<ScaleLength<int>, int, double, int>(new(isDivide, mode), x, y, type))
            : Call(IntervalType.DayToSecond, isNullable, left, factor, (x, y, type) => new BinaryKernel<ScaleLength<long>, long, double, long>(new(isDivide, mode), x, y, type));
    }

    public static BoundExpression BindWhole(FunctionCall call, OverflowMode mode)
    {
        var (left, right) = (call.Arguments[0], call.Arguments[1]);
        if (left.Type is not IntervalType a || right.Type is not IntervalType b || a.IsYearMonth != b.IsYearMonth)
        {
            throw BindErrors.BinaryDifferentTypes(call.Call, left.Type, right.Type);
        }

        return Call(DataTypes.Long, true, left, right, (x, y, type) => a.IsYearMonth
            ? new BinaryKernel<DivideMonths, int, int, long>(new(mode), x, y, type)
            : new BinaryKernel<DivideLongs, long, long, long>(new(mode), x, y, type));
    }

    private static bool IsInterval(DataType type) => type is IntervalType || type.Is(AtomicKind.CalendarInterval);

    private static BoundCall Call(DataType type, bool nullable, BoundExpression left, BoundExpression right, Func<Kernel, Kernel, DataType, Kernel> make) =>
        new(type, nullable, [left, right], kernels => make(kernels[0], kernels[1], type));

    private readonly struct AddDayInterval(bool isMinus) : IBinary<int, long, int>
    {
        public bool Apply(int left, long right, EvaluationContext context, out int result)
        {
            long days = right / SqlTime.MicrosPerDay;
            result = (int)(isMinus ? left - days : left + days);
            return true;
        }
    }

    private readonly struct DivideMonths(OverflowMode mode) : IBinary<int, int, long>
    {
        public bool Apply(int left, int right, EvaluationContext context, out long result) => new DivideLongs(mode).Apply(left, right, context, out result);
    }
}
