namespace Streaming;

/// <summary>Fields of the two interval types.</summary>
public enum IntervalUnit
{
    /// <summary>Year.</summary>
    Year,

    /// <summary>Month.</summary>
    Month,

    /// <summary>Day.</summary>
    Day,

    /// <summary>Hour.</summary>
    Hour,

    /// <summary>Minute.</summary>
    Minute,

    /// <summary>Second.</summary>
    Second,
}
