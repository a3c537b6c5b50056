using System.Numerics;

namespace Streaming;

/// <summary>A decimal number of up to 38 digits: an integer and the number of its digits after the point.</summary>
/// <param name="Unscaled">The digits as an integer.</param>
/// <param name="Scale">How many of them are after the point.</param>
public readonly record struct SqlDecimal(Int128 Unscaled, int Scale)
{
    /// <summary>The digits with the point, as Spark prints them (<c>1.50</c>).</summary>
    public override string ToString()
    {
        string digits = BigInteger.Abs((BigInteger)Unscaled).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (Scale > 0)
        {
            digits = digits.PadLeft(Scale + 1, '0');
            digits = $"{digits[..^Scale]}.{digits[^Scale..]}";
        }

        return Unscaled < 0 ? "-" + digits : digits;
    }
}
