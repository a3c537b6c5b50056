namespace Streaming;

/// <summary>The types of SQL values.</summary>
public static class DataTypes
{
    /// <summary>The type of NULL alone.</summary>
    public static AtomicType Null { get; } = new(AtomicKind.Null, "void", "void");

    /// <summary>True or false.</summary>
    public static AtomicType Boolean { get; } = new(AtomicKind.Boolean, "boolean", "boolean");

    /// <summary>8-bit integer, C# <c>sbyte</c>.</summary>
    public static AtomicType Byte { get; } = new(AtomicKind.Byte, "tinyint", "byte");

    /// <summary>16-bit integer.</summary>
    public static AtomicType Short { get; } = new(AtomicKind.Short, "smallint", "short");

    /// <summary>32-bit integer.</summary>
    public static AtomicType Integer { get; } = new(AtomicKind.Integer, "int", "integer");

    /// <summary>64-bit integer.</summary>
    public static AtomicType Long { get; } = new(AtomicKind.Long, "bigint", "long");

    /// <summary>32-bit floating point.</summary>
    public static AtomicType Float { get; } = new(AtomicKind.Float, "float", "float");

    /// <summary>64-bit floating point.</summary>
    public static AtomicType Double { get; } = new(AtomicKind.Double, "double", "double");

    /// <summary>Text.</summary>
    public static AtomicType String { get; } = new(AtomicKind.String, "string", "string");

    /// <summary>Bytes.</summary>
    public static AtomicType Binary { get; } = new(AtomicKind.Binary, "binary", "binary");

    /// <summary>A day, C# <c>DateOnly</c>.</summary>
    public static AtomicType Date { get; } = new(AtomicKind.Date, "date", "date");

    /// <summary>A moment with microseconds, C# <c>DateTimeOffset</c>.</summary>
    public static AtomicType Timestamp { get; } = new(AtomicKind.Timestamp, "timestamp", "timestamp");

    /// <summary>A local time without zone, C# <c>DateTime</c>.</summary>
    public static AtomicType TimestampNtz { get; } = new(AtomicKind.TimestampNtz, "timestamp_ntz", "timestamp_ntz");

    /// <summary>Months, days and microseconds.</summary>
    public static AtomicType CalendarInterval { get; } = new(AtomicKind.CalendarInterval, "interval", "interval");
}
