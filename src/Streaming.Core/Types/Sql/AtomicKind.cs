namespace Streaming;

/// <summary>The types without parts.</summary>
public enum AtomicKind
{
    /// <summary>The type of NULL alone (<c>void</c>).</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>8-bit integer (<c>tinyint</c>).</summary>
    Byte,

    /// <summary>16-bit integer (<c>smallint</c>).</summary>
    Short,

    /// <summary>32-bit integer (<c>int</c>).</summary>
    Integer,

    /// <summary>64-bit integer (<c>bigint</c>).</summary>
    Long,

    /// <summary>32-bit floating point.</summary>
    Float,

    /// <summary>64-bit floating point.</summary>
    Double,

    /// <summary>Text, UTF-8.</summary>
    String,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>Days since 1970-01-01.</summary>
    Date,

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    Timestamp,

    /// <summary>Microseconds since 1970-01-01 of a local time without zone.</summary>
    TimestampNtz,

    /// <summary>Months, days and microseconds (<c>interval</c>).</summary>
    CalendarInterval,
}
