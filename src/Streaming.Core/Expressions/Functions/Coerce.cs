using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Converts arguments.</summary>
internal static class Coerce
{
    /// <summary>The type that several values share; null where there is none.</summary>
    public static DataType? CommonType(FunctionCall call, IReadOnlyList<DataType> types) => TypeCoercion.CommonType(types, call.Binder.IsAnsi);

    public static BoundExpression To(FunctionCall call, BoundExpression argument, DataType type) => argument.Type == type ? argument : Cast(call, argument, type, false);

    public static BoundExpression Cast(FunctionCall call, BoundExpression argument, DataType type, bool isTry)
    {
        RowFunction function = (argument.Type.SimpleString, type.SimpleString) switch
        {
            ("void", _) => (f, row) => f.ReturnNull(row),
            ("int", "bigint") => (f, row) => f.Return(row, (long)f.Int(0, row)),
            ("int", "double") => (f, row) => f.Return(row, (double)f.Int(0, row)),
            ("bigint", "double") => (f, row) => f.Return(row, (double)f.Long(0, row)),
            ("string", "binary") or ("binary", "string") => (f, row) => f.ReturnArgument(row, 0),
            ("int", "string") => (f, row) => f.Return(row, f.Int(0, row).ToString(CultureInfo.InvariantCulture)),
            ("timestamp", "date") => (f, row) => f.Return(row, (int)Civil.FloorDivide(TimeZones.ToLocal(f.Context.TimeZone, f.Long(0, row)), Civil.MicrosPerDay)),
            ("timestamp_ntz", "date") => (f, row) => f.Return(row, (int)Civil.FloorDivide(f.Long(0, row), Civil.MicrosPerDay)),
            ("date", "timestamp") => (f, row) => f.Return(row, TimeZones.ToInstant(f.Context.TimeZone, f.Int(0, row) * Civil.MicrosPerDay)),
            ("timestamp_ntz", "timestamp") => (f, row) => f.Return(row, TimeZones.ToInstant(f.Context.TimeZone, f.Long(0, row))),
            ("timestamp", "timestamp_ntz") => (f, row) => f.Return(row, TimeZones.ToLocal(f.Context.TimeZone, f.Long(0, row))),
            ("string", "date") => (f, row) =>
            {
                if (TimeText.TryParseDate(f.Text(0, row), out int days))
                {
                    f.Return(row, days);
                }
                else if (isTry)
                {
                    f.ReturnNull(row);
                }
                else
                {
                    throw FunctionErrors.Of("CAST_INVALID_INPUT", "22018", "");
                }
            },
            ("string", "timestamp") => (f, row) =>
            {
                if (TimeText.TryParseTimestamp(f.Text(0, row), f.Context.TimeZone, out long micros))
                {
                    f.Return(row, micros);
                }
                else if (isTry)
                {
                    f.ReturnNull(row);
                }
                else
                {
                    throw FunctionErrors.Of("CAST_INVALID_INPUT", "22018", "");
                }
            },
            _ when argument.Type is DecimalType d && type == DataTypes.Double => (f, row) => f.Return(row, double.Parse(new SqlDecimal(f.Decimal(0, row), d.Scale).ToString(), CultureInfo.InvariantCulture)),
            _ => throw new NotSupportedException($"{call.Call.Sql} {argument.Type} {type} {isTry} {Encoding.UTF8.WebName}"),
        };
        return new ScalarCall(type, true, function, true, argument);
    }
}
