using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Floating-point numbers as Java prints them: <c>1.0</c>, <c>1.0E10</c>, <c>NaN</c>, <c>Infinity</c>.</summary>
internal static class JavaNumber
{
    /// <summary>Appends what <c>Double.toString</c> gives.</summary>
    public static void Append(StringBuilder output, double value)
    {
        if (AppendSpecial(output, value))
        {
            return;
        }

        Span<char> digits = stackalloc char[32];
        value.TryFormat(digits, out int length, "R", CultureInfo.InvariantCulture);
        AppendShortest(output, digits[..length], value, static (number, text) =>
        {
            number.TryFormat(text, out int written, "E1", CultureInfo.InvariantCulture);
            return written;
        });
    }

    /// <summary>Appends what <c>Float.toString</c> gives.</summary>
    public static void Append(StringBuilder output, float value)
    {
        if (AppendSpecial(output, value))
        {
            return;
        }

        Span<char> digits = stackalloc char[32];
        value.TryFormat(digits, out int length, "R", CultureInfo.InvariantCulture);
        AppendShortest(output, digits[..length], value, static (number, text) =>
        {
            ((float)number).TryFormat(text, out int written, "E1", CultureInfo.InvariantCulture);
            return written;
        });
    }

    private static bool AppendSpecial(StringBuilder output, double value)
    {
        string? text = double.IsNaN(value) ? "NaN"
            : double.IsInfinity(value) ? (value < 0 ? "-Infinity" : "Infinity")
            : value == 0 ? (double.IsNegative(value) ? "-0.0" : "0.0")
            : null;
        output.Append(text);
        return text is not null;
    }

    private delegate int TwoDigits(double value, Span<char> text);

    private static void AppendShortest(StringBuilder output, ReadOnlySpan<char> text, double value, TwoDigits twoDigits)
    {
        Span<char> digits = stackalloc char[32];
        int exponent = Split(text, digits, out int count);

        // Java asks for two digits and takes those nearest to the value; that shows only near the smallest numbers (4.9E-324).
        if (count == 1)
        {
            Span<char> two = stackalloc char[16];
            exponent = Split(two[..twoDigits(value, two)], digits, out count);
        }

        if (text[0] == '-')
        {
            output.Append('-');
        }

        var significant = digits[..count];
        double size = Math.Abs(value);
        if (size is >= 1e-3 and < 1e7)
        {
            AppendPlain(output, significant, exponent);
            return;
        }

        output.Append(significant[0]).Append('.');
        if (count == 1)
        {
            output.Append('0');
        }
        else
        {
            output.Append(significant[1..]);
        }

        output.Append('E').Append(exponent);
    }

    private static void AppendPlain(StringBuilder output, ReadOnlySpan<char> digits, int exponent)
    {
        if (exponent < 0)
        {
            output.Append("0.").Append('0', -exponent - 1).Append(digits);
            return;
        }

        int whole = exponent + 1;
        if (digits.Length <= whole)
        {
            output.Append(digits).Append('0', whole - digits.Length).Append(".0");
            return;
        }

        output.Append(digits[..whole]).Append('.').Append(digits[whole..]);
    }

    // Significant digits without zeros around them, and the exponent of the first one.
    private static int Split(ReadOnlySpan<char> text, Span<char> digits, out int count)
    {
        int exponent = 0;
        int mark = text.IndexOf('E');
        if (mark >= 0)
        {
            exponent = int.Parse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..mark];
        }

        count = 0;
        int beforePoint = 0;
        bool point = false;
        int leadingZeros = 0;
        foreach (char c in text)
        {
            if (c == '-')
            {
                continue;
            }

            if (c == '.')
            {
                point = true;
                continue;
            }

            if (!point)
            {
                beforePoint++;
            }

            if (count == 0 && c == '0')
            {
                leadingZeros++;
                continue;
            }

            digits[count++] = c;
        }

        while (count > 1 && digits[count - 1] == '0')
        {
            count--;
        }

        return exponent + beforePoint - 1 - leadingZeros;
    }
}
