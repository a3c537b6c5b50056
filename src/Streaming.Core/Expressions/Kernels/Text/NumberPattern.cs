using System.Globalization;
using System.Numerics;
using System.Text;

namespace Streaming;

/// <summary>A pattern of Java's DecimalFormat, such as <c>#,##0.00</c> or <c>0.##E0</c>; rounds half to even.</summary>
internal sealed class NumberPattern
{
    private readonly string _prefix;
    private readonly string _suffix;
    private readonly string _negativePrefix;
    private readonly string _negativeSuffix;
    private readonly int _leastWhole;
    private readonly int _mostWhole;
    private readonly int _leastFraction;
    private readonly int _mostFraction;
    private readonly int _group;
    private readonly int _leastExponent;
    private readonly int _shift;

    public NumberPattern(string pattern)
    {
        string[] parts = pattern.Split(';', 2);
        (_prefix, string number, _suffix) = Split(parts[0]);
        (_negativePrefix, _, _negativeSuffix) = parts.Length > 1 ? Split(parts[1]) : ("-" + _prefix, "", _suffix);
        _shift = _prefix.Contains('%', StringComparison.Ordinal) || _suffix.Contains('%', StringComparison.Ordinal) ? 2 : 0;
        int exponent = number.IndexOf('E', StringComparison.Ordinal);
        _leastExponent = exponent < 0 ? 0 : number.Length - exponent - 1;
        string digits = exponent < 0 ? number : number[..exponent];
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? digits : digits[..point];
        string fraction = point < 0 ? "" : digits[(point + 1)..];
        int comma = whole.LastIndexOf(',');
        _group = comma < 0 ? 0 : whole.Length - comma - 1;
        _leastWhole = whole.Count(sign => sign == '0');
        _mostWhole = whole.Count(sign => sign is '0' or '#');
        _leastFraction = fraction.Count(sign => sign == '0');
        _mostFraction = fraction.Length;
        if (_leastWhole == 0 && _mostFraction == 0 && _leastExponent == 0)
        {
            _leastWhole = _mostWhole > 0 ? 1 : 0; // #,### writes 0 as 0
        }
    }

    /// <summary>The text of a number that is unscaled / 10^scale; more tells on which side of it the exact value lies (-1, 0, 1).</summary>
    public string Format(BigInteger unscaled, int scale, bool isNegative, int more = 0)
    {
        var size = BigInteger.Abs(unscaled);
        scale -= _shift;
        int exponent = 0;
        if (_leastExponent > 0)
        {
            int magnitude = size.IsZero ? 0 : size.ToString(CultureInfo.InvariantCulture).Length - 1 - scale;
            exponent = _mostWhole > 1 && _mostWhole > _leastWhole ? (int)Math.Floor(magnitude / (double)_mostWhole) * _mostWhole : magnitude - (Math.Max(1, _leastWhole) - 1);
            exponent = size.IsZero ? 0 : exponent;
            scale += exponent;
        }

        var rounded = Round(size, scale, _mostFraction, more);
        string digits = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(_mostFraction + 1, '0');
        string whole = digits[..^_mostFraction].TrimStart('0').PadLeft(_leastWhole, '0');
        string fraction = digits[^_mostFraction..];
        fraction = fraction[.._leastFraction] + fraction[_leastFraction..].TrimEnd('0');
        var text = new StringBuilder(isNegative ? _negativePrefix : _prefix);
        for (int i = 0; i < whole.Length; i++)
        {
            text.Append(whole[i]).Append(_group > 0 && i < whole.Length - 1 && (whole.Length - 1 - i) % _group == 0 ? "," : "");
        }

        text.Append(fraction.Length > 0 ? "." : "").Append(fraction);
        if (_leastExponent > 0)
        {
            text.Append('E').Append(exponent < 0 ? "-" : "").Append(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(_leastExponent, '0'));
        }

        return text.Append(isNegative ? _negativeSuffix : _suffix).ToString();
    }

    /// <summary>The text of a double, by its shortest digits.</summary>
    public string Format(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        bool isNegative = double.IsNegative(value);
        if (double.IsInfinity(value))
        {
            return (isNegative ? _negativePrefix : _prefix) + "∞" + (isNegative ? _negativeSuffix : _suffix);
        }

        CastsToDecimal.TryParse(CastsToText.OfDouble(Math.Abs(value)), out var unscaled, out int scale);
        return Format(unscaled, scale, isNegative, Exact(Math.Abs(value)).CompareTo(unscaled, scale));
    }

    private static BigInteger Round(BigInteger size, int scale, int digits, int more)
    {
        if (scale <= digits)
        {
            return size * BigInteger.Pow(10, digits - scale);
        }

        var divisor = BigInteger.Pow(10, scale - digits);
        var quotient = BigInteger.DivRem(size, divisor, out var rest);
        int order = (rest * 2).CompareTo(divisor);
        bool isUp = order > 0 || (order == 0 && (more > 0 || (more == 0 && !quotient.IsEven)));
        return isUp ? quotient + 1 : quotient;
    }

    private static Binary Exact(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long mantissa = bits & 0xFFFFFFFFFFFFF;
        return exponent == 0 ? new Binary(mantissa, -1074) : new Binary(mantissa | (1L << 52), exponent - 1075);
    }

    // Quotes keep signs as they are.
    private static (string Prefix, string Number, string Suffix) Split(string pattern)
    {
        var texts = new[] { new StringBuilder(), new StringBuilder(), new StringBuilder() };
        int part = 0;
        bool isQuoted = false;
        foreach (char sign in pattern)
        {
            if (sign == '\'')
            {
                isQuoted = !isQuoted;
                continue;
            }

            bool isNumber = !isQuoted && (sign is '#' or '0' or ',' or '.' || (sign == 'E' && part == 1));
            part = isNumber && part == 0 ? 1 : !isNumber && part == 1 ? 2 : part;
            texts[part].Append(sign);
        }

        return (texts[0].ToString(), texts[1].ToString(), texts[2].ToString());
    }

    private readonly record struct Binary(long Mantissa, int Exponent)
    {
        public int CompareTo(BigInteger unscaled, int scale)
        {
            var left = Mantissa * BigInteger.Pow(10, scale) * (Exponent > 0 ? BigInteger.Pow(2, Exponent) : 1);
            var right = unscaled * (Exponent < 0 ? BigInteger.Pow(2, -Exponent) : 1);
            return left.CompareTo(right);
        }
    }
}
