namespace Streaming;

/// <summary>-interval.</summary>
internal readonly struct NegateInterval : IUnary<Interval, Interval>
{
    public bool Apply(Interval value, EvaluationContext context, out Interval result)
    {
        result = new Interval(-value.Months, -value.Days, -value.Microseconds);
        return true;
    }
}

/// <summary>date + days.</summary>
internal readonly struct AddDays(bool isMinus) : IBinary<int, int, int>
{
    public bool Apply(int left, int right, EvaluationContext context, out int result)
    {
        result = isMinus ? left - right : left + right;
        return true;
    }
}

/// <summary>date - date in microseconds.</summary>
internal readonly struct DatesApart : IBinary<int, int, long>
{
    public bool Apply(int left, int right, EvaluationContext context, out long result)
    {
        result = ((long)left - right) * SqlTime.MicrosPerDay;
        return true;
    }
}

/// <summary>timestamp - timestamp in microseconds.</summary>
internal readonly struct TimesApart : IBinary<long, long, long>
{
    public bool Apply(long left, long right, EvaluationContext context, out long result)
    {
        result = checked(left - right);
        return true;
    }
}

/// <summary>date + months: the day stays in the month.</summary>
internal readonly struct AddMonths(bool isMinus) : IBinary<int, int, int>
{
    public bool Apply(int left, int right, EvaluationContext context, out int result)
    {
        result = (int)Shift(left, isMinus ? -(long)right : right);
        return true;
    }

    public static long Shift(long days, long months)
    {
        var (year, month, day) = SqlTime.CivilFromDays(days);
        long total = (year * 12) + month - 1 + months;
        long newYear = SqlTime.FloorDiv(total, 12);
        int newMonth = (int)SqlTime.FloorMod(total, 12) + 1;
        return SqlTime.DaysFromCivil(newYear, newMonth, Math.Min(day, SqlTime.DaysInMonth(newYear, newMonth)));
    }
}

/// <summary>timestamp + months, in the session's time zone where the timestamp has one.</summary>
internal readonly struct AddMonthsToTime(bool isMinus, bool isZoned) : IBinary<long, int, long>
{
    public bool Apply(long left, int right, EvaluationContext context, out long result)
    {
        long local = isZoned ? SqlTime.ToLocal(left, context.TimeZone) : left;
        long day = SqlTime.FloorDiv(local, SqlTime.MicrosPerDay);
        local = (AddMonths.Shift(day, isMinus ? -(long)right : right) * SqlTime.MicrosPerDay) + SqlTime.FloorMod(local, SqlTime.MicrosPerDay);
        result = isZoned ? SqlTime.FromLocal(local, context.TimeZone) : local;
        return true;
    }
}

/// <summary>timestamp + microseconds; whole days keep the local time of day.</summary>
internal readonly struct AddMicros(bool isMinus, bool isZoned) : IBinary<long, long, long>
{
    public bool Apply(long left, long right, EvaluationContext context, out long result)
    {
        long micros = isMinus ? checked(-right) : right;
        if (!isZoned || ReferenceEquals(context.TimeZone, TimeZoneInfo.Utc))
        {
            result = checked(left + micros);
            return true;
        }

        long days = micros / SqlTime.MicrosPerDay;
        long local = SqlTime.ToLocal(left, context.TimeZone) + (days * SqlTime.MicrosPerDay);
        result = SqlTime.FromLocal(local, context.TimeZone) + (micros % SqlTime.MicrosPerDay);
        return true;
    }
}

/// <summary>timestamp + calendar interval: months, then days, then time.</summary>
internal readonly struct AddInterval(bool isMinus, bool isZoned) : IBinary<long, Interval, long>
{
    public bool Apply(long left, Interval right, EvaluationContext context, out long result)
    {
        int sign = isMinus ? -1 : 1;
        long local = isZoned ? SqlTime.ToLocal(left, context.TimeZone) : left;
        long day = SqlTime.FloorDiv(local, SqlTime.MicrosPerDay);
        local = ((AddMonths.Shift(day, (long)sign * right.Months) + ((long)sign * right.Days)) * SqlTime.MicrosPerDay) + SqlTime.FloorMod(local, SqlTime.MicrosPerDay);
        result = checked((isZoned ? SqlTime.FromLocal(local, context.TimeZone) : local) + (sign * right.Microseconds));
        return true;
    }
}

/// <summary>Sum or difference of intervals.</summary>
internal readonly struct AddIntervals(bool isMinus) : IBinary<Interval, Interval, Interval>
{
    public bool Apply(Interval left, Interval right, EvaluationContext context, out Interval result)
    {
        result = isMinus
            ? checked(new Interval(left.Months - right.Months, left.Days - right.Days, left.Microseconds - right.Microseconds))
            : checked(new Interval(left.Months + right.Months, left.Days + right.Days, left.Microseconds + right.Microseconds));
        return true;
    }
}

/// <summary>Sum or difference of intervals of one kind.</summary>
internal readonly struct AddLengths<T>(bool isMinus, OverflowMode mode) : IBinary<T, T, T>
    where T : unmanaged, System.Numerics.IBinaryInteger<T>
{
    public bool Apply(T left, T right, EvaluationContext context, out T result)
    {
        bool fits = isMinus
            ? new SubtractIntegers<T>(OverflowMode.Null).Apply(left, right, context, out result)
            : new AddIntegers<T>(OverflowMode.Null).Apply(left, right, context, out result);
        return fits || (mode == OverflowMode.Null ? false : throw BindErrors.IntervalOverflow(isMinus ? "try_subtract" : "try_add"));
    }
}

/// <summary>interval * number or interval / number, rounded half up.</summary>
internal readonly struct ScaleLength<T>(bool isDivide, OverflowMode mode) : IBinary<T, double, T>
    where T : unmanaged, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T>
{
    public bool Apply(T left, double right, EvaluationContext context, out T result)
    {
        result = T.Zero;
        if (isDivide && right == 0)
        {
            return mode == OverflowMode.Null ? false : throw BindErrors.Make("INTERVAL_DIVIDED_BY_ZERO", "Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead.", "22012");
        }

        double number = double.CreateTruncating(left);
        if (right == Math.Truncate(right) && Math.Abs(right) <= long.MaxValue)
        {
            var exact = (Int128)long.CreateTruncating(left);
            exact = isDivide ? Decimals.DivideHalfUp(exact, (Int128)right) : exact * (Int128)right;
            if (exact >= Int128.CreateTruncating(T.MinValue) && exact <= Int128.CreateTruncating(T.MaxValue))
            {
                result = T.CreateTruncating(exact);
                return true;
            }
        }
        else
        {
            double scaled = isDivide ? number / right : number * right;
            double rounded = scaled < 0 ? -Math.Floor(-scaled + 0.5) : Math.Floor(scaled + 0.5);
            if (rounded >= double.CreateTruncating(T.MinValue) && rounded < double.CreateTruncating(T.MaxValue))
            {
                result = T.CreateTruncating(rounded);
                return true;
            }
        }

        return mode == OverflowMode.Null ? false : throw BindErrors.IntervalOverflow(isDivide ? "try_divide" : "try_multiply");
    }
}
