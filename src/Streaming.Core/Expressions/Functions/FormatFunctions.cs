using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary><c>format_string</c>: Java's Formatter in what SQL values need.</summary>
internal static class FormatFunctions
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind("string", "format_string,printf", "Values in a pattern like %d, %s, %.2f.", 1, int.MaxValue, Bind),
        Scalar.Bind("string", "format_number", "A number with thousands separators and so many digits behind the point, or in a pattern such as #,##0.00.", 2, 2, BindNumber),
    ];

    private static ScalarCall BindNumber(FunctionCall call)
    {
        var value = call.Arguments[0].Type.IsString() || call.Arguments[0].Type.IsNull() ? Coerce.To(call, call.Arguments[0], DataTypes.Double) : call.Arguments[0];
        if (!value.Type.IsNumeric())
        {
            throw FunctionErrors.UnexpectedType(call, 0, "\"NUMERIC\"");
        }

        bool isPattern = call.Arguments[1].Type.IsString();
        var format = isPattern || call.Arguments[1].Type is AtomicType { Kind: AtomicKind.Byte or AtomicKind.Short or AtomicKind.Integer or AtomicKind.Null }
            ? Coerce.To(call, call.Arguments[1], isPattern ? DataTypes.String : DataTypes.Integer)
            : throw FunctionErrors.UnexpectedType(call, 1, "(\"INT\" or \"STRING\")");
        return new ScalarCall(DataTypes.String, true, (f, row) =>
        {
            string? text = isPattern ? f.Text(1, row) : f.Int(1, row) is >= 0 and var digits ? DefaultPattern(digits) : null;
            if (text is null)
            {
                f.ReturnNull(row);
                return;
            }

            var kept = f.KeptState<KeptPattern>();
            if (kept.Text != text)
            {
                (kept.Text, kept.Pattern) = (text, new NumberPattern(text.Length == 0 ? DefaultPattern(0) : text));
            }

            f.Return(row, f.Arguments[0] switch
            {
                FixedVector<Int128> decimals => kept.Pattern!.Format((System.Numerics.BigInteger)decimals.Values[row], ((DecimalType)decimals.Type).Scale, decimals.Values[row] < 0),
                FixedVector<long> longs => kept.Pattern!.Format(longs.Values[row], 0, longs.Values[row] < 0),
                var any => kept.Pattern!.Format(NumberReading.ToDouble(any, row)),
            });
        }, true, value, format);

        static string DefaultPattern(int digits) => "#,###,###,###,###,###,##0" + (digits > 0 ? "." + new string('0', digits) : "");
    }

    private sealed class KeptPattern
    {
        public string? Text { get; set; }

        public NumberPattern? Pattern { get; set; }
    }

    private static ScalarCall Bind(FunctionCall call)
    {
        BoundExpression[] arguments = [Coerce.To(call, call.Arguments[0], DataTypes.String), .. call.Arguments.Skip(1)];
        return new ScalarCall(DataTypes.String, arguments[0].Nullable, (f, row) =>
        {
            if (f.IsNull(0, row))
            {
                f.ReturnNull(row);
            }
            else
            {
                f.Return(row, Format(f, row, f.Text(0, row)));
            }
        }, false, arguments);
    }

    private static string Format(CallFrame f, int row, string pattern)
    {
        var result = new StringBuilder();
        int next = 1;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                result.Append(pattern[i]);
                continue;
            }

            int start = i++;
            int number = Number(pattern, ref i);
            int index = 0;
            if (number > 0 && i < pattern.Length && pattern[i] == '$')
            {
                index = number;
                i++;
            }
            else
            {
                i = start + 1;
            }

            int flags = i;
            while (i < pattern.Length && "-+ 0,#(".Contains(pattern[i], StringComparison.Ordinal))
            {
                i++;
            }

            string flag = pattern[flags..i];
            int width = Number(pattern, ref i);
            int precision = -1;
            if (i < pattern.Length && pattern[i] == '.')
            {
                i++;
                precision = Number(pattern, ref i);
            }

            char kind = i < pattern.Length ? pattern[i] : throw new FormatException($"The pattern '{pattern}' ends within a conversion.");
            string text = kind switch
            {
                '%' => "%",
                'n' => "\n",
                _ => Value(f, row, index > 0 ? index : next++, kind, flag, precision, width),
            };
            result.Append(flag.Contains('-', StringComparison.Ordinal) ? text.PadRight(Math.Max(0, width)) : text.PadLeft(Math.Max(0, width)));
        }

        return result.ToString();
    }

    private static int Number(string pattern, ref int position)
    {
        int start = position;
        while (position < pattern.Length && char.IsAsciiDigit(pattern[position]))
        {
            position++;
        }

        return position == start ? -1 : int.Parse(pattern.AsSpan(start, position - start), CultureInfo.InvariantCulture);
    }

    private static string Value(CallFrame f, int row, int argument, char kind, string flags, int precision, int width)
    {
        if (argument >= f.Count)
        {
            throw new FormatException($"The pattern has a conversion %{kind} without an argument.");
        }

        var vector = f.Arguments[argument];
        if (vector.IsNull(row))
        {
            return Cut(kind is 'b' or 'B' ? "false" : "null", char.IsUpper(kind), precision);
        }

        return char.ToLowerInvariant(kind) switch
        {
            's' => Cut(Shown(vector, row), char.IsUpper(kind), precision),
            'b' => Cut(vector is FixedVector<bool> flag && !flag.Values[row] ? "false" : "true", char.IsUpper(kind), precision),
            'd' => Signed(Whole(vector, row, kind).ToString(flags.Contains(',', StringComparison.Ordinal) ? "N0" : "D", CultureInfo.InvariantCulture), flags, width),
            'x' => Cut(Zeroed((flags.Contains('#', StringComparison.Ordinal) ? "0x" : "") + Hexadecimal(vector, row, kind), flags, width), char.IsUpper(kind), -1),
            'o' => Zeroed(Convert.ToString((long)Whole(vector, row, kind), 8), flags, width),
            'c' => char.ConvertFromUtf32((int)Whole(vector, row, kind)),
            'f' => Special(vector, row) ?? Signed(Fixed(vector, row, precision < 0 ? 6 : precision, flags.Contains(',', StringComparison.Ordinal)), flags, width),
            'e' => Special(vector, row) ?? Signed(Scientific(Real(vector, row), precision < 0 ? 6 : precision, char.IsUpper(kind)), flags, width),
            _ => throw new FormatException($"There is no conversion %{kind}."),
        };
    }

    private static string Cut(string text, bool isUpper, int precision)
    {
        text = precision >= 0 && precision < text.Length ? text[..precision] : text;
        return isUpper ? text.ToUpperInvariant() : text;
    }

    private static string Shown(ColumnVector vector, int row) => vector switch
    {
        BytesVector bytes => Encoding.UTF8.GetString(bytes.Value(row)),
        FixedVector<bool> flags => flags.Values[row] ? "true" : "false",
        FixedVector<double> doubles => CastsToText.OfDouble(doubles.Values[row]),
        FixedVector<float> floats => CastsToText.OfFloat(floats.Values[row]),
        FixedVector<Int128> decimals => new SqlDecimal(decimals.Values[row], ((DecimalType)vector.Type).Scale).ToString(),
        _ => Whole(vector, row, 's').ToString(CultureInfo.InvariantCulture),
    };

    private static Int128 Whole(ColumnVector vector, int row, char kind) => vector switch
    {
        FixedVector<sbyte> v => v.Values[row],
        FixedVector<short> v => v.Values[row],
        FixedVector<int> v => v.Values[row],
        FixedVector<long> v => v.Values[row],
        _ => throw new FormatException($"The conversion %{kind} does not take {vector.Type.SimpleString}."),
    };

    private static string Hexadecimal(ColumnVector vector, int row, char kind) => vector switch
    {
        FixedVector<sbyte> v => v.Values[row].ToString("x", CultureInfo.InvariantCulture),
        FixedVector<short> v => v.Values[row].ToString("x", CultureInfo.InvariantCulture),
        FixedVector<int> v => v.Values[row].ToString("x", CultureInfo.InvariantCulture),
        _ => ((long)Whole(vector, row, kind)).ToString("x", CultureInfo.InvariantCulture),
    };

    private static double Real(ColumnVector vector, int row) => vector switch
    {
        FixedVector<double> v => v.Values[row],
        FixedVector<float> v => v.Values[row],
        FixedVector<Int128> v => Decimals.ToDouble(v.Values[row], ((DecimalType)vector.Type).Scale),
        _ => throw new FormatException($"The conversion %f does not take {vector.Type.SimpleString}."),
    };

    private static string? Special(ColumnVector vector, int row) => vector is FixedVector<double> or FixedVector<float> && !double.IsFinite(Real(vector, row)) ? CastsToText.OfDouble(Real(vector, row)) : null;

    private static string Fixed(ColumnVector vector, int row, int digits, bool isGrouped)
    {
        // Half up on the shortest decimal form, as Java does.
        string format = (isGrouped ? "N" : "F") + digits.ToString(CultureInfo.InvariantCulture);
        double value = Real(vector, row);
        if (Math.Abs(value) >= 1e15)
        {
            return value.ToString(format, CultureInfo.InvariantCulture);
        }

        string text = Math.Round(vector is FixedVector<Int128> ? decimal.Parse(Shown(vector, row), CultureInfo.InvariantCulture) : (decimal)value, Math.Min(digits, 28), MidpointRounding.AwayFromZero).ToString(format, CultureInfo.InvariantCulture);
        return value < 0 && !text.StartsWith('-') ? "-" + text : text;
    }

    private static string Scientific(double value, int digits, bool isUpper) =>
        value.ToString("0." + new string('0', digits) + (isUpper ? "E+00" : "e+00"), CultureInfo.InvariantCulture);

    private static string Signed(string text, string flags, int width)
    {
        bool isNegative = text[0] == '-';
        string digits = isNegative ? text[1..] : text;
        if (isNegative && flags.Contains('(', StringComparison.Ordinal))
        {
            return $"({digits})";
        }

        string sign = isNegative ? "-" : flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : "";
        return sign + (flags.Contains('0', StringComparison.Ordinal) ? digits.PadLeft(Math.Max(0, width - sign.Length), '0') : digits);
    }

    private static string Zeroed(string text, string flags, int width) => flags.Contains('0', StringComparison.Ordinal) ? text.PadLeft(Math.Max(0, width), '0') : text;
}
