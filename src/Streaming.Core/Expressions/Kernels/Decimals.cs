using System.Numerics;

namespace Streaming;

/// <summary>Arithmetic of decimals: unscaled <see cref="Int128"/> values, rounded half up; <see cref="BigInteger"/> only where 128 bits do not hold a step.</summary>
internal static class Decimals
{
    private static readonly Int128[] Powers = MakePowers();

    /// <summary>10 to the power of 0 to 38.</summary>
    public static Int128 Power(int exponent) => Powers[exponent];

    public static bool Fits(Int128 unscaled, int precision) => unscaled < Powers[precision] && unscaled > -Powers[precision];

    /// <summary>A number with another scale and a limited precision; false where it does not fit.</summary>
    public static bool TryRescale(Int128 unscaled, int fromScale, int precision, int scale, out Int128 result)
    {
        if (scale == fromScale)
        {
            result = unscaled;
            return Fits(unscaled, precision);
        }

        if (scale < fromScale)
        {
            int drop = fromScale - scale;
            result = drop > 38 ? 0 : DivideHalfUp(unscaled, Powers[drop]);
            return Fits(result, precision);
        }

        result = 0;
        int add = scale - fromScale;
        if (unscaled == 0)
        {
            return true;
        }

        if (add > 38 || !Fits(unscaled, Math.Max(0, Math.Min(38, precision - add))))
        {
            return false;
        }

        result = unscaled * Powers[add];
        return true;
    }

    public static bool TryRescale(BigInteger unscaled, int fromScale, int precision, int scale, out Int128 result)
    {
        if (scale >= fromScale)
        {
            unscaled *= BigInteger.Pow(10, scale - fromScale);
        }
        else
        {
            unscaled = DivideHalfUp(unscaled, BigInteger.Pow(10, fromScale - scale));
        }

        bool fits = BigInteger.Abs(unscaled) < (BigInteger)Powers[precision];
        result = fits ? (Int128)unscaled : 0;
        return fits;
    }

    public static Int128 DivideHalfUp(Int128 value, Int128 divisor)
    {
        var (quotient, remainder) = Int128.DivRem(value, divisor);
        var size = Int128.Abs(remainder);
        return size >= Int128.Abs(divisor) - size ? quotient + ((value < 0) != (divisor < 0) ? -1 : 1) : quotient;
    }

    public static BigInteger DivideHalfUp(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var remainder);
        return BigInteger.Abs(remainder) * 2 >= BigInteger.Abs(divisor) ? quotient + ((value.Sign < 0) != (divisor.Sign < 0) ? -1 : 1) : quotient;
    }

    public static bool TryAdd(Int128 left, int leftScale, Int128 right, int rightScale, int precision, int scale, out Int128 result)
    {
        int common = Math.Max(leftScale, rightScale);
        if (Fits(left, Math.Max(0, 37 - (common - leftScale))) && Fits(right, Math.Max(0, 37 - (common - rightScale))))
        {
            return TryRescale((left * Powers[common - leftScale]) + (right * Powers[common - rightScale]), common, precision, scale, out result);
        }

        return TryRescale(((BigInteger)left * (BigInteger)Powers[common - leftScale]) + ((BigInteger)right * (BigInteger)Powers[common - rightScale]), common, precision, scale, out result);
    }

    public static bool TryMultiply(Int128 left, Int128 right, int productScale, int precision, int scale, out Int128 result)
    {
        if (left >= long.MinValue && left <= long.MaxValue && right >= long.MinValue && right <= long.MaxValue)
        {
            return TryRescale(left * right, productScale, precision, scale, out result);
        }

        return TryRescale((BigInteger)left * right, productScale, precision, scale, out result);
    }

    /// <summary>left / right at the wanted scale; the divisor is not 0.</summary>
    public static bool TryDivide(Int128 left, int leftScale, Int128 right, int rightScale, int precision, int scale, out Int128 result)
    {
        int shift = scale - leftScale + rightScale;
        if (shift is >= 0 and <= 38 && Fits(left, 38 - shift))
        {
            result = DivideHalfUp(left * Powers[shift], right);
            return Fits(result, precision);
        }

        var numerator = (BigInteger)left;
        var denominator = (BigInteger)right;
        if (shift >= 0)
        {
            numerator *= BigInteger.Pow(10, shift);
        }
        else
        {
            denominator *= BigInteger.Pow(10, -shift);
        }

        return TryRescale(DivideHalfUp(numerator, denominator), scale, precision, scale, out result);
    }

    /// <summary>left % right with the sign of left; the divisor is not 0.</summary>
    public static bool TryRemainder(Int128 left, int leftScale, Int128 right, int rightScale, int precision, int scale, out Int128 result)
    {
        int common = Math.Max(leftScale, rightScale);
        var remainder = BigInteger.Remainder((BigInteger)left * (BigInteger)Powers[common - leftScale], (BigInteger)right * (BigInteger)Powers[common - rightScale]);
        return TryRescale(remainder, common, precision, scale, out result);
    }

    public static double ToDouble(Int128 unscaled, int scale)
    {
        // Exact while both parts are exact doubles; otherwise the digits decide.
        if (scale <= 22 && unscaled >= -(1L << 53) && unscaled <= 1L << 53)
        {
            return (double)(long)unscaled / Math.Pow(10, scale);
        }

        return double.Parse($"{unscaled}E{-scale}", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Compares numbers of different scales.</summary>
    public static int Compare(SqlDecimal left, SqlDecimal right)
    {
        int common = Math.Max(left.Scale, right.Scale);
        return ((BigInteger)left.Unscaled * BigInteger.Pow(10, common - left.Scale)).CompareTo((BigInteger)right.Unscaled * BigInteger.Pow(10, common - right.Scale));
    }

    private static Int128[] MakePowers()
    {
        var powers = new Int128[39];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
