namespace Streaming;

/// <summary>Casts to integers and floating point.</summary>
internal static class CastsToNumber
{
    private const double MicrosPerSecond = 1_000_000;

    public static Func<Kernel, Kernel>? Integer<TOut>(DataType from, DataType to, CastMode mode, long minimum, long maximum, Func<long, TOut> narrow)
        where TOut : unmanaged
    {
        return from switch
        {
            AtomicType { Kind: AtomicKind.Boolean } => Make<bool>(value => value ? 1 : 0),
            AtomicType { Kind: AtomicKind.Byte } => Make<sbyte>(value => value),
            AtomicType { Kind: AtomicKind.Short } => Make<short>(value => value),
            AtomicType { Kind: AtomicKind.Integer } => Make<int>(value => value),
            AtomicType { Kind: AtomicKind.Long } => Make<long>(value => value),
            AtomicType { Kind: AtomicKind.Timestamp } => Make<long>(value => SqlTime.FloorDiv(value, (long)MicrosPerSecond)),
            AtomicType { Kind: AtomicKind.Float } => FromDouble<float>(value => value),
            AtomicType { Kind: AtomicKind.Double } => FromDouble<double>(value => value),
            DecimalType type => FromDecimal(type),
            _ => null,
        };

        Func<Kernel, Kernel> Make<TIn>(Func<TIn, long> widen)
            where TIn : unmanaged => child => new FixedCastKernel<TIn, TOut>(
                child, to,
                (TIn value, EvaluationContext _, out TOut result) =>
                {
                    long wide = widen(value);
                    result = narrow(wide);
                    return mode == CastMode.Legacy || (wide >= minimum && wide <= maximum);
                },
                Failure<TIn>());

        // Java truncates, and saturates where the target is int or long; smaller targets take the low bits of that int.
        Func<Kernel, Kernel> FromDouble<TIn>(Func<TIn, double> widen)
            where TIn : unmanaged => child => new FixedCastKernel<TIn, TOut>(
                child, to,
                (TIn value, EvaluationContext _, out TOut result) =>
                {
                    double truncated = Math.Truncate(widen(value));
                    bool fits = truncated >= minimum && truncated < maximum + 1.0;
                    result = narrow(fits ? (long)truncated : Saturate(truncated, minimum < int.MinValue));
                    return fits || mode == CastMode.Legacy;
                },
                Failure<TIn>());

        Func<Kernel, Kernel> FromDecimal(DecimalType type) => child => new FixedCastKernel<Int128, TOut>(
            child, to,
            (Int128 value, EvaluationContext _, out TOut result) =>
            {
                var whole = value / Decimals.Power(type.Scale);
                result = narrow(unchecked((long)whole));
                return mode == CastMode.Legacy || (whole >= minimum && whole <= maximum);
            },
            Failure<Int128>());

        Func<TIn, StreamingException>? Failure<TIn>()
            where TIn : unmanaged => mode != CastMode.Ansi ? null : value => BindErrors.CastOverflow(Casts.ErrorValue(value, from), from, to);
    }

    public static Func<Kernel, Kernel>? Floating<TOut>(DataType from, DataType to, Func<double, TOut> narrow)
        where TOut : unmanaged
    {
        return from switch
        {
            AtomicType { Kind: AtomicKind.Boolean } => Make<bool>(value => value ? 1 : 0),
            AtomicType { Kind: AtomicKind.Byte } => Make<sbyte>(value => value),
            AtomicType { Kind: AtomicKind.Short } => Make<short>(value => value),
            AtomicType { Kind: AtomicKind.Integer } => Make<int>(value => value),
            AtomicType { Kind: AtomicKind.Long } => Make<long>(value => value),
            AtomicType { Kind: AtomicKind.Float } => Make<float>(value => value),
            AtomicType { Kind: AtomicKind.Double } => Make<double>(value => value),
            AtomicType { Kind: AtomicKind.Timestamp } => Make<long>(value => value / MicrosPerSecond),
            DecimalType type => Make<Int128>(value => Decimals.ToDouble(value, type.Scale)),
            _ => null,
        };

        Func<Kernel, Kernel> Make<TIn>(Func<TIn, double> widen)
            where TIn : unmanaged => child => new FixedCastKernel<TIn, TOut>(
                child, to,
                (TIn value, EvaluationContext _, out TOut result) =>
                {
                    result = narrow(widen(value));
                    return true;
                },
                null);
    }

    private static long Saturate(double value, bool isLong) => double.IsNaN(value) ? 0
        : value < 0 ? (isLong ? long.MinValue : value < int.MinValue ? int.MinValue : (long)value)
        : isLong ? long.MaxValue : value > int.MaxValue ? int.MaxValue : (long)value;
}
