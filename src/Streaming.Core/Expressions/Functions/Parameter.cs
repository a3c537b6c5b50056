namespace Streaming;

/// <summary>What a function takes at one place: the types, and to which one an argument is converted.</summary>
/// <param name="Sql">The type as errors write it, for example <c>"STRING"</c>.</param>
/// <param name="Accept">The type that an argument of a type is converted to; null where it is refused.</param>
internal sealed record Parameter(string Sql, Func<DataType, DataType?> Accept)
{
    public static readonly Parameter Any = new("\"ANY\"", type => type);

    public static readonly Parameter String = new("\"STRING\"", ToText);

    public static readonly Parameter Binary = new("\"BINARY\"", type => IsKind(type, AtomicKind.Binary, AtomicKind.String, AtomicKind.Null) ? DataTypes.Binary : null);

    public static readonly Parameter StringOrBinary = new("(\"STRING\" or \"BINARY\")", type => type == DataTypes.Binary ? type : ToText(type));

    public static readonly Parameter Boolean = new("\"BOOLEAN\"", type => IsKind(type, AtomicKind.Boolean, AtomicKind.String, AtomicKind.Null) ? DataTypes.Boolean : null);

    public static readonly Parameter Int = new("\"INT\"", type => IsKind(type, AtomicKind.Byte, AtomicKind.Short, AtomicKind.Integer, AtomicKind.Long, AtomicKind.String, AtomicKind.Null) ? DataTypes.Integer : null);

    public static readonly Parameter Long = new("\"BIGINT\"", type => IsKind(type, AtomicKind.Byte, AtomicKind.Short, AtomicKind.Integer, AtomicKind.Long, AtomicKind.String, AtomicKind.Null) ? DataTypes.Long : null);

    public static readonly Parameter Double = new("\"DOUBLE\"", type => type is DecimalType || IsNumber(type) || IsKind(type, AtomicKind.String, AtomicKind.Null) ? DataTypes.Double : null);

    public static readonly Parameter Date = new("\"DATE\"", type => IsTime(type) || IsKind(type, AtomicKind.String, AtomicKind.Null) ? DataTypes.Date : null);

    public static readonly Parameter Timestamp = new("\"TIMESTAMP\"", type => IsTime(type) || IsKind(type, AtomicKind.String, AtomicKind.Null) ? DataTypes.Timestamp : null);

    public static readonly Parameter TimestampNtz = new("\"TIMESTAMP_NTZ\"", type => IsTime(type) || IsKind(type, AtomicKind.String, AtomicKind.Null) ? DataTypes.TimestampNtz : null);

    /// <summary>Either timestamp type as it is; dates and text become a timestamp.</summary>
    public static readonly Parameter AnyTimestamp = new("(\"TIMESTAMP\" or \"TIMESTAMP WITHOUT TIME ZONE\")", type => type == DataTypes.TimestampNtz ? type : Timestamp!.Accept(type));

    public static readonly Parameter Array = new("\"ARRAY\"", type => type is ArrayType ? type : type == DataTypes.Null ? new ArrayType(DataTypes.Null) : null);

    public static readonly Parameter Map = new("\"MAP\"", type => type is MapType ? type : type == DataTypes.Null ? new MapType(DataTypes.Null, DataTypes.Null) : null);

    public static bool IsKind(DataType type, params ReadOnlySpan<AtomicKind> kinds) => type is AtomicType atomic && kinds.Contains(atomic.Kind);

    public static bool IsNumber(DataType type) => IsKind(type, AtomicKind.Byte, AtomicKind.Short, AtomicKind.Integer, AtomicKind.Long, AtomicKind.Float, AtomicKind.Double);

    public static bool IsTime(DataType type) => IsKind(type, AtomicKind.Date, AtomicKind.Timestamp, AtomicKind.TimestampNtz);

    private static DataType? ToText(DataType type) => type is ArrayType or MapType or StructType ? null : DataTypes.String;
}
