using System.Globalization;
using System.Numerics;
using System.Text;

namespace Streaming;

/// <summary>Number tokens as literals.</summary>
internal static class SqlNumbers
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static LiteralExpression Parse(string token, bool isNegative)
    {
        string text = isNegative ? "-" + token : token;
        if (text.EndsWith("bd", StringComparison.OrdinalIgnoreCase))
        {
            return OfDecimal(text[..^2], text);
        }

        char last = char.ToUpperInvariant(text[^1]);
        string number = char.IsAsciiLetter(text[^1]) ? text[..^1] : text;
        switch (last)
        {
            case 'L':
                return Integer(number, text, "bigint", long.MinValue, long.MaxValue, value => (long)value, DataTypes.Long);
            case 'S':
                return Integer(number, text, "smallint", short.MinValue, short.MaxValue, value => (short)value, DataTypes.Short);
            case 'Y':
                return Integer(number, text, "tinyint", sbyte.MinValue, sbyte.MaxValue, value => (sbyte)value, DataTypes.Byte);
            case 'F':
                return Float(number, text);
            case 'D':
                return Double(number, text);
        }

        if (text.AsSpan().IndexOfAny('e', 'E') >= 0)
        {
            return Double(text, text);
        }

        if (text.Contains('.', StringComparison.Ordinal))
        {
            return OfDecimal(text, text);
        }

        var integer = BigInteger.Parse(text, CultureInfo.InvariantCulture);
        if (integer >= int.MinValue && integer <= int.MaxValue)
        {
            return new LiteralExpression((int)integer, DataTypes.Integer, text);
        }

        return integer >= long.MinValue && integer <= long.MaxValue ? new LiteralExpression((long)integer, DataTypes.Long, text) : OfDecimal(text, text);
    }

    /// <summary>A decimal of as many digits as it is written with.</summary>
    private static LiteralExpression OfDecimal(string number, string text)
    {
        int exponent = 0;
        int e = number.AsSpan().IndexOfAny('e', 'E');
        if (e >= 0)
        {
            exponent = int.Parse(number.AsSpan(e + 1), CultureInfo.InvariantCulture);
            number = number[..e];
        }

        int point = number.IndexOf('.', StringComparison.Ordinal);
        int scale = (point < 0 ? 0 : number.Length - point - 1) - exponent;
        var unscaled = BigInteger.Parse(number.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        if (scale < 0)
        {
            unscaled *= BigInteger.Pow(10, Math.Min(-scale, 100));
            scale = 0;
        }

        int digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).Length;
        int precision = Math.Max(digits, scale);
        if (precision > DecimalType.MaxPrecision)
        {
            throw SqlErrors.Error("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", "22003", $"Decimal precision {precision} exceeds max precision {DecimalType.MaxPrecision}.");
        }

        var value = new SqlDecimal((Int128)unscaled, scale);
        return new LiteralExpression(value, new DecimalType(precision, scale), text);
    }

    private static LiteralExpression Integer(string number, string text, string type, long min, long max, Func<BigInteger, object> convert, DataType dataType)
    {
        var value = BigInteger.Parse(number, CultureInfo.InvariantCulture);
        return value < min || value > max
            ? throw SqlErrors.NumericRange(number, type, min.ToString(CultureInfo.InvariantCulture), max.ToString(CultureInfo.InvariantCulture))
            : new LiteralExpression(convert(value), dataType, text);
    }

    private static LiteralExpression Float(string number, string text)
    {
        float value = float.Parse(number, Style, CultureInfo.InvariantCulture);
        return float.IsFinite(value) ? new LiteralExpression(value, DataTypes.Float, text) : throw SqlErrors.NumericRange(number, "float", "-3.4028234663852886E+38", "3.4028234663852886E+38");
    }

    private static LiteralExpression Double(string number, string text)
    {
        double value = double.Parse(number, Style, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? new LiteralExpression(value, DataTypes.Double, text) : throw SqlErrors.NumericRange(number, "double", "-1.7976931348623157E+308", "1.7976931348623157E+308");
    }
}
