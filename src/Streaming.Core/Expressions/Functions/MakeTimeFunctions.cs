using System.Globalization;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Times and intervals put together of numbers.</summary>
internal static class MakeTimeFunctions
{
    private const string Category = "datetime";

    private static readonly DecimalType Seconds = new(16, 6);

    private static readonly DecimalType IntervalSeconds = new(18, 6);

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "make_date", "A day of year, month and day.", 3, 3, MakeDate),
        Timestamp("make_timestamp", DataTypes.Timestamp, isTry: false),
        Timestamp("make_timestamp_ltz", DataTypes.Timestamp, isTry: false),
        Timestamp("make_timestamp_ntz", DataTypes.TimestampNtz, isTry: false),
        Timestamp("try_make_timestamp", DataTypes.Timestamp, isTry: true),
        Timestamp("try_make_timestamp_ltz", DataTypes.Timestamp, isTry: true),
        Timestamp("try_make_timestamp_ntz", DataTypes.TimestampNtz, isTry: true),
        Scalar.Bind(Category, "make_dt_interval", "An interval of days, hours, minutes and seconds.", 0, 4, call => Interval(call, [P.Int, P.Int, P.Int, Decimal(IntervalSeconds)], IntervalType.DayToSecond, DayTime)),
        Scalar.Bind(Category, "make_interval", "A calendar interval of years, months, weeks, days, hours, minutes and seconds.", 0, 7, call => Calendar(call, isTry: false)),
        Scalar.Bind(Category, "try_make_interval", "As make_interval, NULL where it overflows.", 1, 7, call => Calendar(call, isTry: true)),
        Scalar.Bind(Category, "make_ym_interval", "An interval of years and months.", 0, 2, call => Interval(call, [P.Int, P.Int], IntervalType.YearToMonth, YearMonth)),
    ];

    private static Parameter Decimal(DecimalType type) => new($"\"{type.Sql}\"", given => given is DecimalType || P.IsNumber(given) || P.IsKind(given, AtomicKind.String, AtomicKind.Null) ? type : null);

    private static StreamingException Bounds(string text) => FunctionErrors.Of("DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION", "22023", text + " ");

    private static StreamingException Overflow() =>
        FunctionErrors.Of("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION", "22015", "Integer overflow while operating with intervals. Try devising appropriate values for the interval parameters.");

    /// <summary>What is wrong with a date in Java's words; null where it is good.</summary>
    private static string? Wrong(int year, int month, int day) =>
        month is < 1 or > 12 ? $"Invalid value for MonthOfYear (valid values 1 - 12): {month}."
        : day is < 1 or > 31 ? $"Invalid value for DayOfMonth (valid values 1 - 28/31): {day}."
        : day <= Civil.DaysInMonth(year, month) ? null
        : day == 29 ? $"Invalid date 'February 29' as '{year}' is not a leap year."
        : $"Invalid date '{CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month).ToUpperInvariant()} {day}'.";

    private static ScalarCall MakeDate(FunctionCall call)
    {
        var arguments = Scalar.Convert(call, P.Int);
        bool fails = call.Binder.IsAnsi;
        return new ScalarCall(DataTypes.Date, !fails || arguments.Any(a => a.Nullable), (f, row) =>
        {
            var (year, month, day) = (f.Int(0, row), f.Int(1, row), f.Int(2, row));
            if (Wrong(year, month, day) is not { } text)
            {
                f.Return(row, (int)Civil.ToDays(year, month, day));
            }
            else if (fails)
            {
                throw Bounds(text);
            }
            else
            {
                f.ReturnNull(row);
            }
        }, true, arguments);
    }

    private static FunctionDefinition Timestamp(string name, DataType type, bool isTry) => Scalar.Bind(Category, name, "A time of year, month, day, hour, minute, second and zone.", 6, type == DataTypes.Timestamp ? 7 : 6, call =>
    {
        var arguments = Scalar.Convert(call, P.Int, P.Int, P.Int, P.Int, P.Int, Decimal(Seconds), P.String);
        bool fails = call.Binder.IsAnsi && !isTry;
        return new ScalarCall(type, !fails || arguments.Any(a => a.Nullable), (f, row) =>
        {
            long micros = (long)f.Decimal(5, row);
            var error = Check(f, row, micros);
            if (error is not null)
            {
                if (fails)
                {
                    throw error;
                }

                f.ReturnNull(row);
                return;
            }

            long local = (Civil.ToDays(f.Int(0, row), f.Int(1, row), f.Int(2, row)) * Civil.MicrosPerDay) + (f.Int(3, row) * 3_600_000_000L) + (f.Int(4, row) * 60_000_000L) + micros;
            if (type == DataTypes.TimestampNtz)
            {
                f.Return(row, local);
            }
            else
            {
                f.Return(row, TimeZones.ToInstant(f.Count > 6 ? TimeZones.Find(f.KeptText(6, row)) : f.Context.TimeZone, local));
            }
        }, true, arguments);
    });

    private static StreamingException? Check(CallFrame f, int row, long micros)
    {
        if (micros is < 0 or > 60_000_000)
        {
            string shown = new SqlDecimal(micros, 6).ToString().TrimEnd('0').TrimEnd('.');
            return micros is > 60_000_000 and < 61_000_000
                ? FunctionErrors.Of("INVALID_FRACTION_OF_SECOND", "22023", $"Valid range for seconds is [0, 60] (inclusive), but the provided value is {shown}. To avoid this error, use `try_make_timestamp`, which returns NULL on error.\nIf you do not want to use the session default timestamp version of this function, use `try_make_timestamp_ntz` or `try_make_timestamp_ltz`.")
                : Bounds($"Invalid value for SecondOfMinute (valid values 0 - 59): {Civil.FloorDivide(micros, 1_000_000)}.");
        }

        var (hour, minute) = (f.Int(3, row), f.Int(4, row));
        string? text = Wrong(f.Int(0, row), f.Int(1, row), f.Int(2, row))
            ?? (hour is < 0 or > 23 ? $"Invalid value for HourOfDay (valid values 0 - 23): {hour}." : minute is < 0 or > 59 ? $"Invalid value for MinuteOfHour (valid values 0 - 59): {minute}." : null);
        return text is null ? null : Bounds(text);
    }

    private static ScalarCall Interval(FunctionCall call, Parameter[] parameters, DataType type, RowFunction function)
    {
        var arguments = call.Arguments.Count == 0 ? [] : Scalar.Convert(call, parameters);
        return new ScalarCall(type, arguments.Any(a => a.Nullable), function, true, arguments);
    }

    private static ScalarCall Calendar(FunctionCall call, bool isTry)
    {
        var arguments = call.Arguments.Count == 0 ? [] : Scalar.Convert(call, P.Int, P.Int, P.Int, P.Int, P.Int, P.Int, Decimal(IntervalSeconds));
        bool fails = call.Binder.IsAnsi && !isTry;
        return new ScalarCall(DataTypes.CalendarInterval, isTry || !fails || arguments.Any(a => a.Nullable), (f, row) =>
        {
            long months = (Part(0) * 12) + Part(1);
            long days = (Part(2) * 7) + Part(3);
            Int128 micros = (Part(4) * (Int128)3_600_000_000L) + (Part(5) * (Int128)60_000_000L) + (f.Count > 6 ? f.Decimal(6, row) : 0);
            if (months == (int)months && days == (int)days && micros >= long.MinValue && micros <= long.MaxValue)
            {
                ((FixedVector<Interval>)f.Result).Values[row] = new Interval((int)months, (int)days, (long)micros);
            }
            else if (fails)
            {
                throw BindErrors.Overflow("overflow", null);
            }
            else
            {
                f.ReturnNull(row);
            }

            long Part(int argument) => f.Count > argument ? f.Int(argument, row) : 0;
        }, true, arguments);
    }

    private static void DayTime(CallFrame f, int row)
    {
        Int128 micros = 0;
        for (int i = 0; i < f.Count; i++)
        {
            micros += i switch
            {
                0 => f.Int(0, row) * (Int128)Civil.MicrosPerDay,
                1 => f.Int(1, row) * 3_600_000_000L,
                2 => f.Int(2, row) * 60_000_000L,
                _ => f.Decimal(3, row),
            };
        }

        f.Return(row, micros >= long.MinValue && micros <= long.MaxValue ? (long)micros : throw Overflow());
    }

    private static void YearMonth(CallFrame f, int row)
    {
        long months = (f.Count > 0 ? f.Int(0, row) * 12L : 0) + (f.Count > 1 ? f.Int(1, row) : 0);
        f.Return(row, months is >= int.MinValue and <= int.MaxValue ? (int)months : throw Overflow());
    }
}
