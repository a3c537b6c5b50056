using System.Globalization;

namespace Streaming;

/// <summary>Floating point as Java prints it: <c>1.0</c>, <c>1.0E10</c>, <c>1.0E-7</c>.</summary>
internal static class JavaNumbers
{
    public static string ToText(double value) => double.IsFinite(value) ? Shape(value.ToString("E16", CultureInfo.InvariantCulture), value.ToString("R", CultureInfo.InvariantCulture)) : Special(value);

    public static string ToText(float value) => float.IsFinite(value) ? Shape(value.ToString("E8", CultureInfo.InvariantCulture), value.ToString("R", CultureInfo.InvariantCulture)) : Special(value);

    private static string Special(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private static string Shape(string scientific, string shortest)
    {
        int exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        bool isNegative = shortest[0] == '-';
        string mantissa = isNegative ? shortest[1..] : shortest;
        int e = mantissa.IndexOf('E', StringComparison.Ordinal);
        string digits = (e < 0 ? mantissa : mantissa[..e]).Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        digits = digits.TrimEnd('0');
        if (digits.Length == 0)
        {
            return isNegative ? "-0.0" : "0.0";
        }

        string text;
        if (exponent is >= -3 and < 7)
        {
            if (exponent >= 0)
            {
                digits = digits.PadRight(exponent + 2, '0');
                text = $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
            }
            else
            {
                text = $"0.{new string('0', -exponent - 1)}{digits}";
            }
        }
        else
        {
            text = $"{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent}";
        }

        return isNegative ? "-" + text : text;
    }
}
