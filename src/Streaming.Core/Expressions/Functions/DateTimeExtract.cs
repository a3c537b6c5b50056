using P = Streaming.Parameter;

namespace Streaming;

/// <summary><c>extract(field FROM x)</c> and <c>date_part</c>.</summary>
internal static class DateTimeExtract
{
    public static BoundExpression Bind(FunctionCall call)
    {
        if (Scalar.ConstantText(call, 0, "field") is not { } field)
        {
            return new BoundLiteral(null, DataTypes.Double);
        }

        var source = call.Arguments[1];
        if (source.Type is IntervalType interval)
        {
            return OfInterval(call, field, interval, source);
        }

        string? function = field.ToUpperInvariant() switch
        {
            "YEAR" or "Y" or "YEARS" or "YR" or "YRS" => "year",
            "QUARTER" or "QTR" => "quarter",
            "MONTH" or "MON" or "MONS" or "MONTHS" => "month",
            "WEEK" or "W" or "WEEKS" => "weekofyear",
            "DAY" or "D" or "DAYS" => "day",
            "DAYOFWEEK" or "DOW" => "dayofweek",
            "DAYOFWEEK_ISO" or "DOW_ISO" => "weekday",
            "DOY" => "dayofyear",
            "HOUR" or "H" or "HOURS" or "HR" or "HRS" => "hour",
            "MINUTE" or "M" or "MIN" or "MINS" or "MINUTES" => "minute",
            "SECOND" or "S" or "SEC" or "SECONDS" or "SECS" => "second",
            "YEAROFWEEK" => "yearofweek",
            _ => null,
        };
        switch (function)
        {
            case "second":
                var time = Scalar.Convert(call, P.Any, P.AnyTimestamp)[1];
                return new ScalarCall(new DecimalType(8, 6), time.Nullable, (f, row) => f.Return(row, (Int128)Civil.FloorModulo(time.Type == DataTypes.Timestamp ? TimeZones.ToLocal(f.Context.TimeZone, f.Long(0, row)) : f.Long(0, row), 60_000_000)), true, time);
            case "yearofweek":
                var date = Scalar.Convert(call, P.Any, P.Date)[1];
                return new ScalarCall(DataTypes.Integer, date.Nullable, (f, row) => f.Return(row, Civil.IsoWeek(f.Int(0, row)).Year), true, date);
            case "weekday":
                var day = Scalar.Convert(call, P.Any, P.Date)[1];
                return new ScalarCall(DataTypes.Integer, day.Nullable, (f, row) => f.Return(row, Civil.IsoDayOfWeek(f.Int(0, row))), true, day);
            case null:
                throw Unknown(call, field);
            default:
                return FunctionRegistry.Find(function)!.Bind(call with { Arguments = [source], Call = new CallExpression(function, [call.Call.Children[1]]) });
        }
    }

    private static ScalarCall OfInterval(FunctionCall call, string field, IntervalType type, BoundExpression source)
    {
        string name = field.ToUpperInvariant();
        if (type.IsYearMonth)
        {
            return name switch
            {
                "YEAR" or "Y" or "YEARS" or "YR" or "YRS" => new ScalarCall(DataTypes.Integer, source.Nullable, (f, row) => f.Return(row, f.Int(0, row) / 12), true, source),
                "MONTH" or "MON" or "MONS" or "MONTHS" => new ScalarCall(DataTypes.Byte, source.Nullable, (f, row) => ((FixedVector<sbyte>)f.Result).Values[row] = (sbyte)(f.Int(0, row) % 12), true, source),
                _ => throw Unknown(call, field),
            };
        }

        return name switch
        {
            "DAY" or "D" or "DAYS" => new ScalarCall(DataTypes.Integer, source.Nullable, (f, row) => f.Return(row, (int)(f.Long(0, row) / Civil.MicrosPerDay)), true, source),
            "HOUR" or "H" or "HOURS" or "HR" or "HRS" => new ScalarCall(DataTypes.Byte, source.Nullable, (f, row) => ((FixedVector<sbyte>)f.Result).Values[row] = (sbyte)(f.Long(0, row) / 3_600_000_000 % 24), true, source),
            "MINUTE" or "M" or "MIN" or "MINS" or "MINUTES" => new ScalarCall(DataTypes.Byte, source.Nullable, (f, row) => ((FixedVector<sbyte>)f.Result).Values[row] = (sbyte)(f.Long(0, row) / 60_000_000 % 60), true, source),
            "SECOND" or "S" or "SEC" or "SECONDS" or "SECS" => new ScalarCall(new DecimalType(8, 6), source.Nullable, (f, row) => f.Return(row, (Int128)(f.Long(0, row) % 60_000_000)), true, source),
            _ => throw Unknown(call, field),
        };
    }

    private static StreamingException Unknown(FunctionCall call, string field) =>
        FunctionErrors.Of("INVALID_EXTRACT_FIELD", "42601", $"Cannot extract `{field}` from \"{call.Call.Children[1].Sql}\".");
}
