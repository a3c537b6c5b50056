using System.Globalization;
using System.Numerics;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Rounding of all number types.</summary>
internal static class Rounding
{
    /// <summary><c>round(x[, digits])</c>: the type stays, a decimal's scale shrinks.</summary>
    public static BoundExpression Bind(FunctionCall call, RoundingMode mode)
    {
        int? digits = call.Arguments.Count < 2 ? 0 : Constants.Int(Coerce.To(call, call.Arguments[1], DataTypes.Integer), () => FunctionErrors.NonFoldable(call, 1, "scale"));
        var argument = call.Arguments[0];
        if (argument.Type == DataTypes.String || argument.Type == DataTypes.Null)
        {
            argument = Coerce.To(call, argument, DataTypes.Double);
        }

        int scale = digits ?? 0;
        bool isNull = digits is null;
        if (argument.Type is DecimalType type)
        {
            return Decimal(argument, type, scale, mode, isNull);
        }

        if (!P.IsNumber(argument.Type))
        {
            throw FunctionErrors.UnexpectedType(call, 0, "\"NUMERIC\"");
        }

        bool isAnsi = call.Binder.IsAnsi;
        RowFunction function = argument.Type.SimpleString switch
        {
            "double" => (f, row) => f.Return(row, Round(f.Double(0, row), scale, mode)),
            "float" => (f, row) => ((FixedVector<float>)f.Result).Values[row] = Round(((FixedVector<float>)f.Arguments[0]).Values[row], scale, mode),
            "bigint" => (f, row) => f.Return(row, Whole(f.Long(0, row), scale, mode, long.MinValue, long.MaxValue, isAnsi)),
            "int" => (f, row) => f.Return(row, (int)Whole(f.Int(0, row), scale, mode, int.MinValue, int.MaxValue, isAnsi)),
            "smallint" => (f, row) => ((FixedVector<short>)f.Result).Values[row] = (short)Whole(((FixedVector<short>)f.Arguments[0]).Values[row], scale, mode, short.MinValue, short.MaxValue, isAnsi),
            _ => (f, row) => ((FixedVector<sbyte>)f.Result).Values[row] = (sbyte)Whole(((FixedVector<sbyte>)f.Arguments[0]).Values[row], scale, mode, sbyte.MinValue, sbyte.MaxValue, isAnsi),
        };
        return new ScalarCall(argument.Type, true, isNull ? (f, row) => f.ReturnNull(row) : function, true, argument);
    }

    /// <summary><c>floor</c> and <c>ceil</c>: bigint, or decimal for decimals and with digits.</summary>
    public static BoundExpression BindWhole(FunctionCall call, RoundingMode mode)
    {
        var argument = call.Arguments[0];
        if (call.Arguments.Count == 2)
        {
            int digits = Constants.Int(Coerce.To(call, call.Arguments[1], DataTypes.Integer), () => FunctionErrors.NonFoldable(call, 1, "scale")) ?? 0;
            var wanted = argument.Type switch
            {
                DecimalType => argument.Type,
                AtomicType { Kind: AtomicKind.Byte } => new DecimalType(3, 0),
                AtomicType { Kind: AtomicKind.Short } => new DecimalType(5, 0),
                AtomicType { Kind: AtomicKind.Integer } => new DecimalType(10, 0),
                AtomicType { Kind: AtomicKind.Long } => new DecimalType(20, 0),
                AtomicType { Kind: AtomicKind.Float } => new DecimalType(14, 7),
                _ => new DecimalType(30, 15),
            };
            return Decimal(P.IsKind(argument.Type, AtomicKind.Float, AtomicKind.Double) ? Coerce.Cast(call, argument, wanted, isTry: true) : Coerce.To(call, argument, wanted), (DecimalType)wanted, digits, mode, false);
        }

        if (argument.Type is DecimalType type)
        {
            return Decimal(argument, type, 0, mode, false);
        }

        if (P.IsKind(argument.Type, AtomicKind.Byte, AtomicKind.Short, AtomicKind.Integer, AtomicKind.Long))
        {
            var value = Coerce.To(call, argument, DataTypes.Long);
            return new ScalarCall(DataTypes.Long, true, (f, row) => f.Return(row, f.Long(0, row)), true, value);
        }

        var number = Scalar.Convert(call, P.Double);
        bool isAnsi = call.Binder.IsAnsi;
        return new ScalarCall(DataTypes.Long, true, (f, row) =>
        {
            double x = f.Double(0, row);
            x = mode == RoundingMode.Floor ? Math.Floor(x) : Math.Ceiling(x);
            if (isAnsi && (x >= long.MaxValue || x < long.MinValue))
            {
                throw FunctionErrors.Of("ARITHMETIC_OVERFLOW", "22003", "overflow. If necessary set \"spark.sql.ansi.enabled\" to \"false\" to bypass this error.");
            }

            f.Return(row, double.IsNaN(x) ? 0 : x >= long.MaxValue ? long.MaxValue : x <= long.MinValue ? long.MinValue : (long)x);
        }, true, number);
    }

    private static ScalarCall Decimal(BoundExpression argument, DecimalType type, int digits, RoundingMode mode, bool isNull)
    {
        // As Spark: the whole digits, and one more for a carry.
        int whole = type.Precision - type.Scale + 1;
        DecimalType result = digits < 0
            ? new DecimalType(Math.Min(38, Math.Max(whole, -digits + 1)), 0)
            : new DecimalType(Math.Min(38, whole + Math.Min(type.Scale, digits)), Math.Min(type.Scale, digits));
        int drop = type.Scale - digits;
        return new ScalarCall(result, true, (f, row) =>
        {
            if (isNull)
            {
                f.ReturnNull(row);
                return;
            }

            var value = f.Decimal(0, row);
            if (drop > 0)
            {
                value = drop > 38 ? 0 : Divide(value, DecimalText.Power(drop), mode);
                value = digits < 0 ? value * DecimalText.Power(-digits) : value;
            }

            f.Return(row, value);
        }, true, argument);
    }

    private static Int128 Divide(Int128 value, Int128 by, RoundingMode mode)
    {
        var (quotient, rest) = Int128.DivRem(value, by);
        if (rest == 0)
        {
            return quotient;
        }

        var size = Int128.Abs(rest);
        bool isUp = mode switch
        {
            RoundingMode.HalfUp => size >= by - size,
            RoundingMode.HalfEven => size > by - size || (size == by - size && !Int128.IsEvenInteger(quotient)),
            RoundingMode.Floor => value < 0,
            _ => value > 0,
        };
        return isUp ? quotient + (value < 0 ? -1 : 1) : quotient;
    }

    private static long Whole(long value, int digits, RoundingMode mode, long least, long most, bool isAnsi)
    {
        if (digits >= 0)
        {
            return value;
        }

        if (digits < -19)
        {
            return 0;
        }

        var rounded = Divide(value, DecimalText.Power(-digits), mode) * DecimalText.Power(-digits);
        if (rounded < least || rounded > most)
        {
            return isAnsi ? throw FunctionErrors.Of("ARITHMETIC_OVERFLOW", "22003", "overflow. If necessary set \"spark.sql.ansi.enabled\" to \"false\" to bypass this error.") : unchecked((long)rounded);
        }

        return (long)rounded;
    }

    private static double Round(double value, int digits, RoundingMode mode) =>
        double.IsFinite(value) ? double.Parse(RoundText(value.ToString("R", CultureInfo.InvariantCulture), digits, mode), CultureInfo.InvariantCulture) : value;

    private static float Round(float value, int digits, RoundingMode mode) =>
        float.IsFinite(value) ? float.Parse(RoundText(((double)value).ToString("R", CultureInfo.InvariantCulture), digits, mode), CultureInfo.InvariantCulture) : value;

    /// <summary>Rounds the shortest decimal form, which is what Spark rounds: 2.675 to two digits is 2.68.</summary>
    private static string RoundText(string text, int digits, RoundingMode mode)
    {
        int e = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), CultureInfo.InvariantCulture);
        string mantissa = e < 0 ? text : text[..e];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
        if (scale <= digits)
        {
            return text;
        }

        var unscaled = BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        int drop = scale - digits;
        if (drop > 400)
        {
            return "0";
        }

        var by = BigInteger.Pow(10, drop);
        var quotient = BigInteger.DivRem(unscaled, by, out var rest);
        int order = (BigInteger.Abs(rest) * 2).CompareTo(by);
        if (order > 0 || (order == 0 && (mode == RoundingMode.HalfUp || !quotient.IsEven)))
        {
            quotient += unscaled.Sign;
        }

        return $"{quotient}E{-digits}";
    }
}
