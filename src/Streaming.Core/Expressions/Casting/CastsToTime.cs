namespace Streaming;

/// <summary>Casts to dates and timestamps from other than text.</summary>
internal static class CastsToTime
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;

    public static Func<Kernel, Kernel>? Find(DataType from, AtomicType to, CastMode mode) => (from, to.Kind) switch
    {
        (AtomicType { Kind: AtomicKind.Date }, AtomicKind.Timestamp) => Make<int, long>(to, (days, context) => SqlTime.FromLocal(days * MicrosPerDay, context.TimeZone)),
        (AtomicType { Kind: AtomicKind.Date }, AtomicKind.TimestampNtz) => Make<int, long>(to, (days, _) => days * MicrosPerDay),
        (AtomicType { Kind: AtomicKind.Timestamp }, AtomicKind.TimestampNtz) => Make<long, long>(to, (micros, context) => SqlTime.ToLocal(micros, context.TimeZone)),
        (AtomicType { Kind: AtomicKind.TimestampNtz }, AtomicKind.Timestamp) => Make<long, long>(to, (micros, context) => SqlTime.FromLocal(micros, context.TimeZone)),
        (AtomicType { Kind: AtomicKind.Timestamp }, AtomicKind.Date) => Make<long, int>(to, (micros, context) => (int)SqlTime.FloorDiv(SqlTime.ToLocal(micros, context.TimeZone), MicrosPerDay)),
        (AtomicType { Kind: AtomicKind.TimestampNtz }, AtomicKind.Date) => Make<long, int>(to, (micros, _) => (int)SqlTime.FloorDiv(micros, MicrosPerDay)),
        (AtomicType { Kind: AtomicKind.Byte }, AtomicKind.Timestamp) => Seconds<sbyte>(to, value => value),
        (AtomicType { Kind: AtomicKind.Short }, AtomicKind.Timestamp) => Seconds<short>(to, value => value),
        (AtomicType { Kind: AtomicKind.Integer }, AtomicKind.Timestamp) => Seconds<int>(to, value => value),
        (AtomicType { Kind: AtomicKind.Long }, AtomicKind.Timestamp) => Seconds<long>(to, value => value),
        (AtomicType { Kind: AtomicKind.Float }, AtomicKind.Timestamp) => FromDouble<float>(from, to, mode, value => value),
        (AtomicType { Kind: AtomicKind.Double }, AtomicKind.Timestamp) => FromDouble<double>(from, to, mode, value => value),
        (AtomicType { Kind: AtomicKind.Boolean }, AtomicKind.Timestamp) => Make<bool, long>(to, (value, _) => value ? 1 : 0),
        (DecimalType type, AtomicKind.Timestamp) => Make<Int128, long>(to, (value, _) => Decimals.TryRescale(value, type.Scale, DecimalType.MaxPrecision, 6, out var micros) ? (long)micros : 0),
        _ => null,
    };

    private static Func<Kernel, Kernel> Make<TIn, TOut>(DataType to, Func<TIn, EvaluationContext, TOut> function)
        where TIn : unmanaged
        where TOut : unmanaged => child => new FixedCastKernel<TIn, TOut>(
            child, to,
            (TIn value, EvaluationContext context, out TOut result) =>
            {
                result = function(value, context);
                return true;
            },
            null);

    // Java's SECONDS.toMicros saturates.
    private static Func<Kernel, Kernel> Seconds<TIn>(DataType to, Func<TIn, long> widen)
        where TIn : unmanaged => Make<TIn, long>(to, (value, _) =>
            (long)Int128.Clamp((Int128)widen(value) * MicrosPerSecond, long.MinValue, long.MaxValue));

    private static Func<Kernel, Kernel> FromDouble<TIn>(DataType from, DataType to, CastMode mode, Func<TIn, double> widen)
        where TIn : unmanaged => child => new FixedCastKernel<TIn, long>(
            child, to,
            (TIn value, EvaluationContext _, out long result) =>
            {
                double micros = widen(value) * MicrosPerSecond;
                bool fits = micros >= long.MinValue && micros < 9.2233720368547758E18;
                result = fits ? (long)micros : micros < 0 ? long.MinValue : long.MaxValue;
                return double.IsFinite(micros) && (fits || mode == CastMode.Legacy);
            },
            mode != CastMode.Ansi ? null : value => double.IsFinite(widen(value))
                ? BindErrors.CastOverflow(Casts.ErrorValue(value, from), from, to) : BindErrors.CastInvalid(Casts.ErrorValue(value, from), from, to));
}
