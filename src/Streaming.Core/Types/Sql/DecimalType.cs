namespace Streaming;

/// <summary>A decimal number with a fixed number of digits after the point.</summary>
public sealed class DecimalType : DataType
{
    /// <summary>Most digits.</summary>
    public const int MaxPrecision = 38;

    /// <summary>Creates a type.</summary>
    /// <param name="precision">Digits in all, 1 to 38.</param>
    /// <param name="scale">Digits after the point, 0 to <paramref name="precision"/>.</param>
    public DecimalType(int precision = 10, int scale = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, MaxPrecision);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        Precision = precision;
        Scale = scale;
    }

    /// <summary>Digits in all.</summary>
    public int Precision { get; }

    /// <summary>Digits after the point.</summary>
    public int Scale { get; }

    /// <inheritdoc/>
    public override string SimpleString => $"decimal({Precision},{Scale})";

    /// <inheritdoc/>
    public override string Json => $"\"{SimpleString}\"";

    /// <inheritdoc/>
    public override string TypeName => SimpleString;

    /// <inheritdoc/>
    public override bool Equals(DataType? other) => other is DecimalType type && type.Precision == Precision && type.Scale == Scale;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Precision, Scale);
}
