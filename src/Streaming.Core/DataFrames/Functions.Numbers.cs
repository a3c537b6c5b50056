namespace Streaming;

/// <content>Functions of numbers.</content>
public static partial class Functions
{
    /// <summary>Without sign.</summary>
    public static Column Abs(Column column) => Call("abs", column);

    /// <summary>Square root.</summary>
    public static Column Sqrt(Column column) => Call("sqrt", column);

    /// <summary>e to the power.</summary>
    public static Column Exp(Column column) => Call("exp", column);

    /// <summary>Natural logarithm.</summary>
    public static Column Log(Column column) => Call("ln", column);

    /// <summary>Logarithm to base 10.</summary>
    public static Column Log10(Column column) => Call("log10", column);

    /// <summary>Logarithm to base 2.</summary>
    public static Column Log2(Column column) => Call("log2", column);

    /// <summary>Rounded up to an integer.</summary>
    public static Column Ceil(Column column) => Call("ceil", column);

    /// <summary>Rounded down to an integer.</summary>
    public static Column Floor(Column column) => Call("floor", column);

    /// <summary>-1, 0 or 1.</summary>
    public static Column SigNum(Column column) => Call("signum", column);

    /// <summary>Sine.</summary>
    public static Column Sin(Column column) => Call("sin", column);

    /// <summary>Cosine.</summary>
    public static Column Cos(Column column) => Call("cos", column);

    /// <summary>Tangent.</summary>
    public static Column Tan(Column column) => Call("tan", column);

    /// <summary>Radians as degrees.</summary>
    public static Column Degrees(Column column) => Call("degrees", column);

    /// <summary>Degrees as radians.</summary>
    public static Column Radians(Column column) => Call("radians", column);

    /// <summary>Half up to so many digits after the point.</summary>
    public static Column Round(Column column, object argument) => Call("round", column, argument);

    /// <summary>Half even to so many digits after the point.</summary>
    public static Column BRound(Column column, object argument) => Call("bround", column, argument);

    /// <summary>To the power of.</summary>
    public static Column Pow(Column column, object argument) => Call("power", column, argument);

    /// <summary>Remainder that is never negative.</summary>
    public static Column PMod(Column column, object argument) => Call("pmod", column, argument);

    /// <summary>The largest of several values; NULL does not count.</summary>
    public static Column Greatest(params object?[] columns) => Call("greatest", columns);

    /// <summary>The smallest of several values; NULL does not count.</summary>
    public static Column Least(params object?[] columns) => Call("least", columns);

    /// <summary>Spark's 32-bit hash of values.</summary>
    public static Column Hash(params object?[] columns) => Call("hash", columns);

    /// <summary>Spark's 64-bit hash of values.</summary>
    public static Column XxHash64(params object?[] columns) => Call("xxhash64", columns);
}
