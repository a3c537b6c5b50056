using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Adding and counting units: <c>dateadd(MONTH, 1, ts)</c>, <c>datediff(HOUR, a, b)</c>, and the forms with days alone.</summary>
internal static class DateTimeUnits
{
    public static BoundExpression Bind(FunctionCall call)
    {
        bool isDifference = call.Call.Function.EndsWith("diff", StringComparison.OrdinalIgnoreCase);
        if (call.Arguments.Count == 2)
        {
            return Days(call, isDifference);
        }

        string unit = Scalar.ConstantText(call, 0, "unit") ?? "";
        long size = unit.ToUpperInvariant() switch
        {
            "YEAR" => -12,
            "QUARTER" => -3,
            "MONTH" => -1,
            "WEEK" => 7 * Civil.MicrosPerDay,
            "DAY" or "DAYOFYEAR" => Civil.MicrosPerDay,
            "HOUR" => 3_600_000_000,
            "MINUTE" => 60_000_000,
            "SECOND" => 1_000_000,
            "MILLISECOND" => 1000,
            "MICROSECOND" => 1,
            _ => throw FunctionErrors.Of("INVALID_PARAMETER_VALUE.DATETIME_UNIT", "22023", $"The value of parameter(s) `unit` in `{call.Call.Function.ToLowerInvariant()}` is invalid: expects one of the units without quotes YEAR, QUARTER, MONTH, WEEK, DAY, DAYOFYEAR, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, but got the string literal '{unit}'."),
        };
        var arguments = isDifference ? Scalar.Convert(call, P.String, P.AnyTimestamp, P.AnyTimestamp)[1..] : Scalar.Convert(call, P.String, P.Long, P.AnyTimestamp)[1..];
        return isDifference
            ? new ScalarCall(DataTypes.Long, arguments.Any(a => a.Nullable), (f, row) => Difference(f, row, size), true, arguments)
            : new ScalarCall(arguments[1].Type, arguments.Any(a => a.Nullable), (f, row) => Add(f, row, size), true, arguments);
    }

    private static ScalarCall Days(FunctionCall call, bool isDifference)
    {
        var arguments = isDifference ? Scalar.Convert(call, P.Date, P.Date) : Scalar.Convert(call, P.Date, P.Int);
        return new ScalarCall(isDifference ? DataTypes.Integer : DataTypes.Date, arguments.Any(a => a.Nullable), isDifference
            ? (f, row) => f.Return(row, f.Int(0, row) - f.Int(1, row))
            : (f, row) => f.Return(row, f.Int(0, row) + f.Int(1, row)), true, arguments);
    }

    private static TimeZoneInfo Zone(CallFrame f, int argument) => f.Arguments[argument].Type == DataTypes.Timestamp ? f.Context.TimeZone : TimeZoneInfo.Utc;

    private static void Add(CallFrame f, int row, long size)
    {
        long count = f.Long(0, row);
        long time = f.Long(1, row);
        if (size is > 0 and < Civil.MicrosPerDay)
        {
            f.Return(row, checked(time + (count * size)));
            return;
        }

        // Days and months are counted on the local calendar.
        var zone = Zone(f, 1);
        long local = TimeZones.ToLocal(zone, time);
        f.Return(row, TimeZones.ToInstant(zone, size > 0 ? checked(local + (count * size)) : AddMonths(local, checked((int)(count * -size)))));
    }

    private static long AddMonths(long local, int months)
    {
        long days = Civil.FloorDivide(local, Civil.MicrosPerDay);
        return checked((Civil.AddMonths((int)days, months) * Civil.MicrosPerDay) + (local - (days * Civil.MicrosPerDay)));
    }

    private static void Difference(CallFrame f, int row, long size)
    {
        if (size is > 0 and < Civil.MicrosPerDay)
        {
            f.Return(row, (f.Long(1, row) - f.Long(0, row)) / size);
            return;
        }

        long from = TimeZones.ToLocal(Zone(f, 0), f.Long(0, row));
        long to = TimeZones.ToLocal(Zone(f, 1), f.Long(1, row));
        if (size > 0)
        {
            f.Return(row, (to - from) / size);
            return;
        }

        long fromDays = Civil.FloorDivide(from, Civil.MicrosPerDay);
        long toDays = Civil.FloorDivide(to, Civil.MicrosPerDay);

        // A day that is not over does not count, nor does a month.
        long timeDifference = (to - (toDays * Civil.MicrosPerDay)) - (from - (fromDays * Civil.MicrosPerDay));
        toDays += toDays > fromDays && timeDifference < 0 ? -1 : toDays < fromDays && timeDifference > 0 ? 1 : 0;
        var (year1, month1, day1) = Civil.FromDays(fromDays);
        var (year2, month2, day2) = Civil.FromDays(toDays);
        long first = (((year1 * 12L) + month1) * 32) + day1;
        long second = (((year2 * 12L) + month2) * 32) + day2;
        f.Return(row, (second - first) / 32 / -size);
    }
}
