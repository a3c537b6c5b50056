using Parquet;
using Parquet.Schema;

namespace Streaming;

/// <summary>SQL types as Parquet's and back.</summary>
internal static class ParquetTypes
{
    private static readonly long s_epochTicks = DateTime.UnixEpoch.Ticks;

    public static ParquetOptions Options { get; } = new() { UseBigDecimal = true, UseDateOnlyTypeForDates = false };

    public static bool IsSupported(DataType type) => type switch
    {
        AtomicType atomic => atomic.Kind is not (AtomicKind.Null or AtomicKind.CalendarInterval),
        StructType structure => structure.Fields.Count > 0 && structure.Fields.All(field => IsSupported(field.Type)),
        ArrayType array => IsSupported(array.ElementType),
        MapType map => IsSupported(map.KeyType) && IsSupported(map.ValueType),
        _ => type is DecimalType or IntervalType,
    };

    public static Field Of(string name, DataType type, bool nullable = true) => type switch
    {
        StructType structure => new global::Parquet.Schema.StructField(name, [.. structure.Fields.Select(field => Of(field.Name, field.Type))]),
        ArrayType array => new ListField(name, Of("element", array.ElementType)),
        MapType map => new MapField(name, Of("key", map.KeyType, nullable: false), Of("value", map.ValueType)),
        DecimalType number => new BigDecimalDataField(name, number.Precision, number.Scale, nullable),
        IntervalType interval => new DataField(name, interval.IsYearMonth ? typeof(int) : typeof(long), nullable),
        AtomicType atomic => atomic.Kind switch
        {
            AtomicKind.Boolean => new DataField(name, typeof(bool), nullable),
            AtomicKind.Byte => new DataField(name, typeof(sbyte), nullable),
            AtomicKind.Short => new DataField(name, typeof(short), nullable),
            AtomicKind.Integer => new DataField(name, typeof(int), nullable),
            AtomicKind.Long => new DataField(name, typeof(long), nullable),
            AtomicKind.Float => new DataField(name, typeof(float), nullable),
            AtomicKind.Double => new DataField(name, typeof(double), nullable),
            AtomicKind.String => new DataField(name, typeof(string), nullable),
            AtomicKind.Binary => new DataField(name, typeof(byte[]), nullable),
            AtomicKind.Date => new DateTimeDataField(name, DateTimeFormat.Date, isNullable: nullable),
            AtomicKind.Timestamp => new DateTimeDataField(name, DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Micros, nullable),
            AtomicKind.TimestampNtz => new DateTimeDataField(name, DateTimeFormat.Timestamp, false, DateTimeTimeUnit.Micros, nullable),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The column of a file that says nothing of Spark's types.</summary>
    public static StructField FieldOf(Field field) => new(field.Name, TypeOf(field));

    /// <summary>Microseconds since 1970 of a time without regard to zones.</summary>
    public static long Micros(DateTime time) => Math.DivRem(time.Ticks - s_epochTicks, TimeSpan.TicksPerMicrosecond) is var (micros, rest) && rest < 0 ? micros - 1 : micros;

    public static DateTime Time(long micros, DateTimeKind kind)
    {
        try
        {
            return new DateTime(checked(s_epochTicks + (micros * TimeSpan.TicksPerMicrosecond)), kind);
        }
        catch (Exception error) when (error is OverflowException or ArgumentOutOfRangeException)
        {
            throw new StreamingException("DATETIME_OVERFLOW", $"[DATETIME_OVERFLOW] Datetime operation overflow: {micros} microseconds since 1970 are outside of the years 1 to 9999, which is what Parquet files can be written with. SQLSTATE: 22008", error) { SqlState = "22008" };
        }
    }

    private static DataType TypeOf(Field field) => field switch
    {
        ListField list => new ArrayType(TypeOf(list.Item)),
        MapField map => new MapType(TypeOf(map.Key), TypeOf(map.Value)),
        global::Parquet.Schema.StructField structure => new StructType(structure.Fields.Select(FieldOf)),
        DecimalDataField number => new DecimalType(number.Precision, number.Scale),
        DateTimeDataField { DateTimeFormat: DateTimeFormat.Date } => DataTypes.Date,
        DateTimeDataField { DateTimeFormat: DateTimeFormat.Timestamp, IsAdjustedToUTC: false } => DataTypes.TimestampNtz,
        DateTimeDataField => DataTypes.Timestamp,
        DataField data => Type.GetTypeCode(data.ClrType) switch
        {
            TypeCode.Boolean => DataTypes.Boolean,
            TypeCode.SByte => DataTypes.Byte,
            TypeCode.Byte or TypeCode.Int16 => DataTypes.Short,
            TypeCode.UInt16 or TypeCode.Int32 => DataTypes.Integer,
            TypeCode.UInt32 or TypeCode.Int64 => DataTypes.Long,
            TypeCode.UInt64 => new DecimalType(20, 0),
            TypeCode.Single => DataTypes.Float,
            TypeCode.Double => DataTypes.Double,
            TypeCode.Decimal => new DecimalType(38, 18),
            TypeCode.DateTime => DataTypes.Timestamp,
            _ => data.ClrType == typeof(ReadOnlyMemory<char>) || data.ClrType == typeof(string) ? DataTypes.String : DataTypes.Binary,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };
}
