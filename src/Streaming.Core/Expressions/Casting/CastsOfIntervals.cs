using System.Text;
using System.Text.RegularExpressions;

namespace Streaming;

/// <summary>Casts between intervals, to and from numbers, and from text.</summary>
internal static partial class CastsOfIntervals
{
    private const long MicrosPerSecond = 1_000_000;

    public static Func<Kernel, Kernel>? Find(DataType from, DataType to, CastMode mode) => (from, to) switch
    {
        (IntervalType a, IntervalType b) when a.IsYearMonth && b.IsYearMonth => Make<int, int>(to, (months, out result) =>
        {
            result = b.End == IntervalUnit.Year ? months / 12 * 12 : months;
            return true;
        }, null),
        (IntervalType a, IntervalType b) when !a.IsYearMonth && !b.IsYearMonth => Make<long, long>(to, (micros, out result) =>
        {
            long unit = b.End == IntervalUnit.Second ? 1 : UnitOf(b.End);
            result = micros / unit * unit;
            return true;
        }, null),
        (AtomicType { Kind: AtomicKind.Byte }, IntervalType b) => FromNumber<sbyte>(from, b, mode, value => value),
        (AtomicType { Kind: AtomicKind.Short }, IntervalType b) => FromNumber<short>(from, b, mode, value => value),
        (AtomicType { Kind: AtomicKind.Integer }, IntervalType b) => FromNumber<int>(from, b, mode, value => value),
        (AtomicType { Kind: AtomicKind.Long }, IntervalType b) => FromNumber<long>(from, b, mode, value => value),
        (IntervalType a, AtomicType { Kind: AtomicKind.Byte }) => ToNumber(a, to, mode, sbyte.MinValue, sbyte.MaxValue, value => (sbyte)value),
        (IntervalType a, AtomicType { Kind: AtomicKind.Short }) => ToNumber(a, to, mode, short.MinValue, short.MaxValue, value => (short)value),
        (IntervalType a, AtomicType { Kind: AtomicKind.Integer }) => ToNumber(a, to, mode, int.MinValue, int.MaxValue, value => (int)value),
        (IntervalType a, AtomicType { Kind: AtomicKind.Long }) => ToNumber(a, to, mode, long.MinValue, long.MaxValue, value => value),
        (AtomicType { Kind: AtomicKind.String }, IntervalType { IsYearMonth: true } b) => FromText<int>(b, mode, literal => (int)literal.Value!),
        (AtomicType { Kind: AtomicKind.String }, IntervalType b) => FromText<long>(b, mode, literal => ((TimeSpan)literal.Value!).Ticks / TimeSpan.TicksPerMicrosecond),
        (AtomicType { Kind: AtomicKind.String }, AtomicType { Kind: AtomicKind.CalendarInterval }) => child => new TextCastKernel<Interval>(child, to, TryInterval, null),
        _ => null,
    };

    /// <summary>A text like <c>1 day 2 hours</c>, with or without the word interval before it.</summary>
    public static bool TryInterval(ReadOnlySpan<byte> text, EvaluationContext context, out Interval result)
    {
        string written = Encoding.UTF8.GetString(text).Trim();
        string units = Word().Replace(written, "");
        result = default;
        if (!Units().IsMatch(units))
        {
            return false;
        }

        try
        {
            var value = SqlParser.ParseExpression($"INTERVAL {units}") is LiteralExpression literal ? literal : null;
            result = value?.Value switch
            {
                Interval interval => interval,
                int months => new Interval(months, 0, 0),
                TimeSpan span when value.Type is IntervalType type => ToCalendar(span.Ticks / TimeSpan.TicksPerMicrosecond, type),
                _ => default,
            };
            return value?.Value is Interval or int or TimeSpan;
        }
        catch (StreamingException)
        {
            return false;
        }
    }

    // Days are days; hours and less are not.
    private static Interval ToCalendar(long micros, IntervalType type)
    {
        long day = UnitOf(IntervalUnit.Day);
        return type.Start == IntervalUnit.Day ? new Interval(0, (int)(micros / day), micros % day) : new Interval(0, 0, micros);
    }

    private static long UnitOf(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Day => 86_400 * MicrosPerSecond,
        IntervalUnit.Hour => 3600 * MicrosPerSecond,
        IntervalUnit.Minute => 60 * MicrosPerSecond,
        IntervalUnit.Second => MicrosPerSecond,
        IntervalUnit.Year => 12,
        _ => 1,
    };

    /// <summary>A cast that does not ask for the context.</summary>
    private delegate bool Cast<in TIn, TOut>(TIn value, out TOut result);

    private static Func<Kernel, Kernel> Make<TIn, TOut>(DataType to, Cast<TIn, TOut> function, Func<TIn, StreamingException>? failure)
        where TIn : unmanaged
        where TOut : unmanaged => child => new FixedCastKernel<TIn, TOut>(child, to, (TIn value, EvaluationContext _, out TOut result) => function(value, out result), failure);

    private static Func<Kernel, Kernel> FromNumber<TIn>(DataType from, IntervalType to, CastMode mode, Func<TIn, long> widen)
        where TIn : unmanaged
    {
        var failure = mode == CastMode.Try ? null : (Func<TIn, StreamingException>)(value => BindErrors.CastOverflow(Casts.ErrorValue(value, from), from, to));
        return to.IsYearMonth
            ? Make<TIn, int>(to, (value, out result) =>
            {
                Int128 months = (Int128)widen(value) * UnitOf(to.End);
                result = unchecked((int)months);
                return months == result;
            }, failure)
            : Make<TIn, long>(to, (value, out result) =>
            {
                Int128 micros = (Int128)widen(value) * UnitOf(to.End);
                result = unchecked((long)micros);
                return micros == result;
            }, failure);
    }

    private static Func<Kernel, Kernel> ToNumber<TOut>(IntervalType from, DataType to, CastMode mode, long minimum, long maximum, Func<long, TOut> narrow)
        where TOut : unmanaged
    {
        long unit = UnitOf(from.End);
        bool Narrow(long value, out TOut result)
        {
            value /= unit;
            bool fits = value >= minimum && value <= maximum;
            result = fits ? narrow(value) : default;
            return fits;
        }

        return from.IsYearMonth
            ? Make<int, TOut>(to, (value, out result) => Narrow(value, out result), mode == CastMode.Try ? null : value => BindErrors.CastOverflow(IntervalText.YearMonth(value, from), from, to))
            : Make<long, TOut>(to, Narrow, mode == CastMode.Try ? null : value => BindErrors.CastOverflow(IntervalText.DayTime(value, from), from, to));
    }

    private static Func<Kernel, Kernel> FromText<TOut>(IntervalType to, CastMode mode, Func<LiteralExpression, TOut> value)
        where TOut : unmanaged => child => new TextCastKernel<TOut>(
            child, to,
            (ReadOnlySpan<byte> text, EvaluationContext _, out TOut result) =>
            {
                try
                {
                    result = value(SqlLiterals.OfCast(Encoding.UTF8.GetString(text).Trim(), to));
                    return true;
                }
                catch (StreamingException) when (mode == CastMode.Try)
                {
                    result = default;
                    return false;
                }
            },
            null);

    [GeneratedRegex(@"^interval\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"^([+-]?\s*\d+(\.\d+)?\s+[A-Za-z]+\s*)+$")]
    private static partial Regex Units();
}
