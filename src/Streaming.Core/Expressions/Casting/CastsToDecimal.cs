using System.Globalization;
using System.Numerics;

namespace Streaming;

/// <summary>Casts to decimals.</summary>
internal static class CastsToDecimal
{
    public static Func<Kernel, Kernel>? Find(DataType from, DecimalType to, CastMode mode)
    {
        return from switch
        {
            AtomicType { Kind: AtomicKind.Boolean } => Make<bool>((value, _) => (value ? 1 : 0, 0)),
            AtomicType { Kind: AtomicKind.Byte } => Make<sbyte>((value, _) => (value, 0)),
            AtomicType { Kind: AtomicKind.Short } => Make<short>((value, _) => (value, 0)),
            AtomicType { Kind: AtomicKind.Integer } => Make<int>((value, _) => (value, 0)),
            AtomicType { Kind: AtomicKind.Long } => Make<long>((value, _) => (value, 0)),
            AtomicType { Kind: AtomicKind.Timestamp } => Make<long>((value, _) => (value, 6)),
            DecimalType type => Make<Int128>((value, _) => (value, type.Scale)),
            AtomicType { Kind: AtomicKind.Float } => FromDouble<float>(value => CastsToText.OfFloat(value), value => float.IsFinite(value)),
            AtomicType { Kind: AtomicKind.Double } => FromDouble<double>(value => CastsToText.OfDouble(value), value => double.IsFinite(value)),
            _ => null,
        };

        Func<Kernel, Kernel> Make<TIn>(Func<TIn, DecimalType, (Int128 Unscaled, int Scale)> widen)
            where TIn : unmanaged => child => new FixedCastKernel<TIn, Int128>(
                child, to,
                (TIn value, EvaluationContext _, out Int128 result) =>
                {
                    var (unscaled, scale) = widen(value, to);
                    return Decimals.TryRescale(unscaled, scale, to.Precision, to.Scale, out result);
                },
                mode != CastMode.Ansi ? null : value =>
                {
                    var (unscaled, scale) = widen(value, to);
                    return BindErrors.DecimalOutOfRange(new SqlDecimal(unscaled, scale).ToString(), to);
                });

        // As in Spark, through the shortest text that stands for the number.
        Func<Kernel, Kernel> FromDouble<TIn>(Func<TIn, string> text, Func<TIn, bool> isFinite)
            where TIn : unmanaged => child => new FixedCastKernel<TIn, Int128>(
                child, to,
                (TIn value, EvaluationContext _, out Int128 result) =>
                {
                    result = default;
                    return isFinite(value) && TryParse(text(value), out var unscaled, out int scale) && Decimals.TryRescale(unscaled, scale, to.Precision, to.Scale, out result);
                },
                mode != CastMode.Ansi ? null : value => isFinite(value) ? BindErrors.DecimalOutOfRange(Plain(text(value)), to) : null);
    }

    /// <summary>Reads a number with optional point and exponent.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BigInteger unscaled, out int scale)
    {
        unscaled = default;
        scale = 0;
        int exponentAt = text.IndexOfAny('e', 'E');
        int exponent = 0;
        if (exponentAt >= 0)
        {
            if (!int.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs((long)exponent) > 10_000)
            {
                return false;
            }

            text = text[..exponentAt];
        }

        int point = text.IndexOf('.');
        string digits = point < 0 ? text.ToString() : string.Concat(text[..point], text[(point + 1)..]);
        if (digits.AsSpan().IndexOfAnyInRange('0', '9') < 0 || !BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out unscaled))
        {
            return false;
        }

        scale = (point < 0 ? 0 : text.Length - point - 1) - exponent;
        if (scale < 0)
        {
            unscaled *= BigInteger.Pow(10, -scale);
            scale = 0;
        }

        return true;
    }

    private static string Plain(string text) => TryParse(text, out var unscaled, out int scale) && BigInteger.Abs(unscaled) < (BigInteger)Decimals.Power(DecimalType.MaxPrecision)
        ? new SqlDecimal((Int128)unscaled, scale).ToString()
        : text;
}
