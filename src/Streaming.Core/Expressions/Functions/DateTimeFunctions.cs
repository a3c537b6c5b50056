using System.Text;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Functions of dates and timestamps.</summary>
internal static class DateTimeFunctions
{
    private const string Category = "datetime";

    private static readonly DataType Text = DataTypes.String;
    private static readonly DataType Date = DataTypes.Date;
    private static readonly DataType Timestamp = DataTypes.Timestamp;

    public static IEnumerable<FunctionDefinition> All =>
    [
        Define("current_timestamp", "The batch's time.", [], Timestamp, (f, row) => f.Return(row, f.Context.BatchTimestamp)),
        Define("now", "The clock's time.", [], Timestamp, (f, row) => f.Return(row, Now(f))),
        Define("current_date,curdate", "The batch's day in the session's zone.", [], Date, (f, row) => f.Return(row, (int)Civil.FloorDivide(TimeZones.ToLocal(f.Context.TimeZone, f.Context.BatchTimestamp), Civil.MicrosPerDay))),
        Define("localtimestamp", "The batch's local time in the session's zone.", [], DataTypes.TimestampNtz, (f, row) => f.Return(row, TimeZones.ToLocal(f.Context.TimeZone, f.Context.BatchTimestamp))),
        Define("current_timezone", "The session's zone.", [], Text, (f, row) => f.Return(row, f.Context.TimeZone == TimeZoneInfo.Utc ? "UTC" : f.Context.TimeZone.Id)),
        Day("year", "Year.", days => Civil.FromDays(days).Year),
        Day("quarter", "Quarter, 1 to 4.", days => ((Civil.FromDays(days).Month - 1) / 3) + 1),
        Day("month", "Month, 1 to 12.", days => Civil.FromDays(days).Month),
        Day("day,dayofmonth", "Day of the month.", days => Civil.FromDays(days).Day),
        Day("dayofyear", "Day of the year.", days => Civil.DayOfYear(days)),
        Day("dayofweek", "Day of the week, 1 = Sunday.", days => (Civil.IsoDayOfWeek(days) % 7) + 1),
        Day("weekday", "Day of the week, 0 = Monday.", days => Civil.IsoDayOfWeek(days) - 1),
        Day("weekofyear", "ISO week.", days => Civil.IsoWeek(days).Week),
        Define("dayname", "Three letters of the day's name.", [P.Date], Text, (f, row) => f.Return(row, Calendar.AbbreviatedDayNames[Civil.IsoDayOfWeek(f.Int(0, row)) % 7])),
        Define("monthname", "Three letters of the month's name.", [P.Date], Text, (f, row) => f.Return(row, Calendar.AbbreviatedMonthNames[Civil.FromDays(f.Int(0, row)).Month - 1])),
        Time("hour", "Hour in the session's zone.", micros => (int)(micros / 3_600_000_000)),
        Time("minute", "Minute.", micros => (int)(micros / 60_000_000 % 60)),
        Time("second", "Second.", micros => (int)(micros / 1_000_000 % 60)),
        Define("add_months", "Months later, on the last day of the month where needed.", [P.Date, P.Int], Date, (f, row) => f.Return(row, Civil.AddMonths(f.Int(0, row), f.Int(1, row)))),
        Define("date_add", "Days later.", [P.Date, SmallInt], Date, (f, row) => f.Return(row, f.Int(0, row) + f.Int(1, row))),
        Define("date_sub", "Days earlier.", [P.Date, SmallInt], Date, (f, row) => f.Return(row, f.Int(0, row) - f.Int(1, row))),
        Scalar.Bind(Category, "dateadd,date_diff,datediff,timestampadd,timestampdiff", "Adds days, or a unit; days or units between.", 2, 3, DateTimeUnits.Bind),
        Scalar.Bind(Category, "extract,date_part,datepart", "A field of a time or interval.", 2, 2, DateTimeExtract.Bind),
        Define("last_day", "Last day of the month.", [P.Date], Date, LastDay),
        Define("next_day", "The next day of that name.", [P.Date, P.String], Date, NextDay, nullable: true),
        Define("months_between", "Months between two times, rounded to 8 digits.", [P.Timestamp, P.Timestamp, P.Boolean], DataTypes.Double, MonthsBetween, least: 2),
        Define("trunc", "First day of the unit.", [P.Date, P.String], Date, Trunc, nullable: true),
        Define("date_trunc", "Start of the unit.", [P.String, P.Timestamp], Timestamp, DateTrunc, nullable: true),
        Scalar.Bind(Category, "unix_timestamp,to_unix_timestamp", "Seconds since 1970-01-01 UTC.", 0, 2, DateTimeTexts.UnixTimestamp),
        Define("from_unixtime", "Seconds since 1970-01-01 UTC as text.", [P.Long, P.String], Text, DateTimeTexts.FromUnixTime, least: 1, nullable: true),
        Define("date_format", "Time as text by a pattern.", [P.Timestamp, P.String], Text, DateTimeTexts.Format),
        Scalar.Bind(Category, "to_timestamp", "Time of a text, by a pattern where there is one.", 1, 2, call => DateTimeTexts.ToTime(call, Timestamp, isTry: false)),
        Scalar.Bind(Category, "to_timestamp_ltz", "As to_timestamp.", 1, 2, call => DateTimeTexts.ToTime(call, Timestamp, isTry: false)),
        Scalar.Bind(Category, "to_timestamp_ntz", "Local time of a text.", 1, 2, call => DateTimeTexts.ToTime(call, DataTypes.TimestampNtz, isTry: false)),
        Scalar.Bind(Category, "try_to_timestamp", "As to_timestamp, NULL for bad text.", 1, 2, call => DateTimeTexts.ToTime(call, Timestamp, isTry: true)),
        Scalar.Bind(Category, "to_date", "Day of a text, by a pattern where there is one.", 1, 2, call => DateTimeTexts.ToTime(call, Date, isTry: false)),
        Scalar.Bind(Category, "try_to_date", "As to_date, NULL for bad text.", 1, 2, call => DateTimeTexts.ToTime(call, Date, isTry: true)),
        Define("unix_date", "Days since 1970-01-01.", [P.Date], DataTypes.Integer, (f, row) => f.Return(row, f.Int(0, row))),
        Define("date_from_unix_date", "Day of a number of days since 1970-01-01.", [P.Int], Date, (f, row) => f.Return(row, f.Int(0, row))),
        Define("unix_seconds", "Seconds since 1970-01-01 UTC.", [OnlyTimestamp], DataTypes.Long, (f, row) => f.Return(row, Civil.FloorDivide(f.Long(0, row), 1_000_000))),
        Define("unix_millis", "Milliseconds since 1970-01-01 UTC.", [OnlyTimestamp], DataTypes.Long, (f, row) => f.Return(row, Civil.FloorDivide(f.Long(0, row), 1000))),
        Define("unix_micros", "Microseconds since 1970-01-01 UTC.", [OnlyTimestamp], DataTypes.Long, (f, row) => f.Return(row, f.Long(0, row))),
        Scalar.Bind(Category, "timestamp_seconds", "Time of seconds since 1970-01-01 UTC.", 1, 1, TimestampSeconds),
        Define("timestamp_millis", "Time of milliseconds since 1970-01-01 UTC.", [P.Long], Timestamp, (f, row) => f.Return(row, Scale(f.Long(0, row), 1000, "milliseconds"))),
        Define("timestamp_micros", "Time of microseconds since 1970-01-01 UTC.", [P.Long], Timestamp, (f, row) => f.Return(row, f.Long(0, row))),
        Define("from_utc_timestamp", "UTC time as the local time of a zone.", [P.Timestamp, P.String], Timestamp, (f, row) => f.Return(row, TimeZones.ToLocal(TimeZones.Find(f.KeptText(1, row)), f.Long(0, row)))),
        Define("to_utc_timestamp", "Local time of a zone as UTC time.", [P.Timestamp, P.String], Timestamp, (f, row) => f.Return(row, TimeZones.ToInstant(TimeZones.Find(f.KeptText(1, row)), f.Long(0, row)))),
        Scalar.Bind(Category, "convert_timezone", "Local time of one zone (the session's where only one is given) as that of another.", 2, 3, ConvertTimeZone),
    ];

    private static System.Globalization.DateTimeFormatInfo Calendar => System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat;

    private static Parameter SmallInt { get; } = new("(\"INT\" or \"SMALLINT\" or \"TINYINT\")", P.Int.Accept);

    private static Parameter OnlyTimestamp { get; } = new("(\"(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)\" or \"(TIMESTAMP_LTZ(P) OR TIMESTAMP_NTZ(P) WITH P IN [7, 9])\")", type => type == DataTypes.Date ? null : P.AnyTimestamp.Accept(type));

    /// <summary>Start of a unit before a local time; null for a unit that is not known.</summary>
    public static long? Truncate(long local, string unit, bool isDate)
    {
        long days = Civil.FloorDivide(local, Civil.MicrosPerDay);
        var (year, month, _) = Civil.FromDays(days);
        long? start = unit.ToUpperInvariant() switch
        {
            "YEAR" or "YYYY" or "YY" => Civil.ToDays(year, 1, 1),
            "QUARTER" => Civil.ToDays(year, (((month - 1) / 3) * 3) + 1, 1),
            "MONTH" or "MM" or "MON" => Civil.ToDays(year, month, 1),
            "WEEK" => days - Civil.IsoDayOfWeek(days) + 1,
            "DAY" or "DD" when !isDate => days,
            _ => null,
        };
        if (start is { } day)
        {
            return day * Civil.MicrosPerDay;
        }

        long size = isDate ? 0 : unit.ToUpperInvariant() switch
        {
            "HOUR" => 3_600_000_000,
            "MINUTE" => 60_000_000,
            "SECOND" => 1_000_000,
            "MILLISECOND" => 1000,
            "MICROSECOND" => 1,
            _ => 0,
        };
        return size == 0 ? null : local - Civil.FloorModulo(local, size);
    }

    private static FunctionDefinition Define(string names, string summary, Parameter[] parameters, DataType result, RowFunction function, int least = -1, bool nullable = false) =>
        Scalar.Define(Category, names, summary, parameters, result, function, least, nullable: nullable);

    private static FunctionDefinition Day(string names, string summary, Func<int, int> field) =>
        Define(names, summary, [P.Date], DataTypes.Integer, (f, row) => f.Return(row, field(f.Int(0, row))));

    private static FunctionDefinition Time(string name, string summary, Func<long, int> field) => Scalar.Bind(Category, name, summary, 1, 1, call =>
    {
        var arguments = Scalar.Convert(call, P.AnyTimestamp);
        RowFunction function = arguments[0].Type == DataTypes.Timestamp
            ? (f, row) => f.Return(row, field(Civil.FloorModulo(TimeZones.ToLocal(f.Context.TimeZone, f.Long(0, row)), Civil.MicrosPerDay)))
            : (f, row) => f.Return(row, field(Civil.FloorModulo(f.Long(0, row), Civil.MicrosPerDay)));
        return new ScalarCall(DataTypes.Integer, arguments[0].Nullable, function, true, arguments);
    });

    private static long Now(CallFrame f) => (f.Context.Time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) / 10;

    private static long Scale(long value, long by, string unit)
    {
        long result = unchecked(value * by);
        return Math.BigMul(value, by) == result ? result : throw FunctionErrors.Of("DATETIME_OVERFLOW", "22008", $"Datetime operation overflow: create a TIMESTAMP from {value}L {unit} since the epoch.");
    }

    private static ScalarCall TimestampSeconds(FunctionCall call)
    {
        var type = call.Arguments[0].Type;
        if (type is DecimalType or AtomicType { Kind: AtomicKind.Float or AtomicKind.Double })
        {
            if (type is DecimalType decimalType)
            {
                int scale = decimalType.Scale;
                Int128 factor = DecimalText.Power(Math.Abs(6 - scale));
                return new ScalarCall(Timestamp, call.Arguments[0].Nullable, (f, row) => f.Return(row, checked((long)(scale <= 6 ? f.Decimal(0, row) * factor : f.Decimal(0, row) / factor))), true, call.Arguments[0]);
            }

            return new ScalarCall(Timestamp, true, (f, row) =>
            {
                double seconds = f.Double(0, row);
                if (!double.IsFinite(seconds))
                {
                    f.ReturnNull(row);
                    return;
                }

                f.Return(row, (long)(seconds * 1_000_000));
            }, true, Coerce.To(call, call.Arguments[0], DataTypes.Double));
        }

        var arguments = Scalar.Convert(call, P.Long);
        return new ScalarCall(Timestamp, arguments[0].Nullable, (f, row) => f.Return(row, Scale(f.Long(0, row), 1_000_000, "seconds")), true, arguments);
    }

    private static ScalarCall ConvertTimeZone(FunctionCall call)
    {
        var arguments = call.Arguments.Count == 2 ? Scalar.Convert(call, P.String, P.TimestampNtz) : Scalar.Convert(call, P.String, P.String, P.TimestampNtz);
        return new ScalarCall(DataTypes.TimestampNtz, arguments.Any(a => a.Nullable), (f, row) =>
        {
            int target = f.Count - 2;
            var from = target == 0 ? f.Context.TimeZone : TimeZones.Find(f.KeptText(0, row));
            f.Return(row, TimeZones.ToLocal(TimeZones.Find(f.KeptText(target, row)), TimeZones.ToInstant(from, f.Long(target + 1, row))));
        }, true, arguments);
    }

    private static void LastDay(CallFrame f, int row)
    {
        var (year, month, _) = Civil.FromDays(f.Int(0, row));
        f.Return(row, (int)Civil.ToDays(year, month, Civil.DaysInMonth(year, month)));
    }

    private static void NextDay(CallFrame f, int row)
    {
        string name = f.KeptText(1, row);
        int wanted = name.ToUpperInvariant() switch
        {
            "MO" or "MON" or "MONDAY" => 1,
            "TU" or "TUE" or "TUESDAY" => 2,
            "WE" or "WED" or "WEDNESDAY" => 3,
            "TH" or "THU" or "THURSDAY" => 4,
            "FR" or "FRI" or "FRIDAY" => 5,
            "SA" or "SAT" or "SATURDAY" => 6,
            "SU" or "SUN" or "SUNDAY" => 7,
            _ => f.Context.IsAnsi ? throw FunctionErrors.Of("ILLEGAL_DAY_OF_WEEK", "22009", $"Illegal input for day of week: {name}.") : 0,
        };
        if (wanted == 0)
        {
            f.ReturnNull(row);
            return;
        }

        int days = f.Int(0, row);
        f.Return(row, days + 1 + (int)Civil.FloorModulo(wanted - 1 - Civil.IsoDayOfWeek(days), 7));
    }

    private static void MonthsBetween(CallFrame f, int row)
    {
        long first = TimeZones.ToLocal(f.Context.TimeZone, f.Long(0, row));
        long second = TimeZones.ToLocal(f.Context.TimeZone, f.Long(1, row));
        long firstDays = Civil.FloorDivide(first, Civil.MicrosPerDay);
        long secondDays = Civil.FloorDivide(second, Civil.MicrosPerDay);
        var (year1, month1, day1) = Civil.FromDays(firstDays);
        var (year2, month2, day2) = Civil.FromDays(secondDays);
        double months = ((year1 * 12) + month1) - ((year2 * 12) + month2);
        bool bothLast = day1 == Civil.DaysInMonth(year1, month1) && day2 == Civil.DaysInMonth(year2, month2);
        if (day1 != day2 && !bothLast)
        {
            long seconds1 = (first - (firstDays * Civil.MicrosPerDay)) / 1_000_000;
            long seconds2 = (second - (secondDays * Civil.MicrosPerDay)) / 1_000_000;
            months += (((day1 - day2) * 86_400L) + seconds1 - seconds2) / (31.0 * 86_400);
            if (f.Count < 3 || f.Boolean(2, row))
            {
                // Half up, as Java's round.
                months = Math.Floor((months * 1e8) + 0.5) / 1e8;
            }
        }

        f.Return(row, months);
    }

    private static void Trunc(CallFrame f, int row)
    {
        if (Truncate(f.Int(0, row) * Civil.MicrosPerDay, f.KeptText(1, row), isDate: true) is { } start)
        {
            f.Return(row, (int)(start / Civil.MicrosPerDay));
        }
        else
        {
            f.ReturnNull(row);
        }
    }

    private static void DateTrunc(CallFrame f, int row)
    {
        var zone = f.Context.TimeZone;
        if (Truncate(TimeZones.ToLocal(zone, f.Long(1, row)), f.KeptText(0, row), isDate: false) is { } start)
        {
            f.Return(row, TimeZones.ToInstant(zone, start));
        }
        else
        {
            f.ReturnNull(row);
        }
    }
}
