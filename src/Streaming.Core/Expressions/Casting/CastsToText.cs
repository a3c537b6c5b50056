using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Casts to text, as Spark prints values.</summary>
internal static class CastsToText
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;

    public static Func<Kernel, Kernel> Find(DataType from) => from switch
    {
        AtomicType { Kind: AtomicKind.Binary } => child => new ViewKernel(child, DataTypes.String),
        AtomicType { Kind: AtomicKind.Boolean } => Make<bool>((value, output) => Copy(value ? "true"u8 : "false"u8, output)),
        AtomicType { Kind: AtomicKind.Byte } => Make<sbyte>((value, output) => Utf8Formatter.TryFormat(value, output, out int written) ? written : 0),
        AtomicType { Kind: AtomicKind.Short } => Make<short>((value, output) => Utf8Formatter.TryFormat(value, output, out int written) ? written : 0),
        AtomicType { Kind: AtomicKind.Integer } => Make<int>((value, output) => Utf8Formatter.TryFormat(value, output, out int written) ? written : 0),
        AtomicType { Kind: AtomicKind.Long } => Make<long>((value, output) => Utf8Formatter.TryFormat(value, output, out int written) ? written : 0),
        AtomicType { Kind: AtomicKind.Float } => Make<float>((value, output) => Encoding.ASCII.GetBytes(OfFloat(value), output)),
        AtomicType { Kind: AtomicKind.Double } => Make<double>((value, output) => Encoding.ASCII.GetBytes(OfDouble(value), output)),
        AtomicType { Kind: AtomicKind.Date } => Make<int>(Date),
        AtomicType { Kind: AtomicKind.Timestamp } => child => new ToTextKernel<long>(child, (micros, context, output) => Time(SqlTime.ToLocal(micros, context.TimeZone), output)),
        AtomicType { Kind: AtomicKind.TimestampNtz } => Make<long>(Time),
        DecimalType type => Make<Int128>((value, output) => Encoding.ASCII.GetBytes(new SqlDecimal(value, type.Scale).ToString(), output)),
        IntervalType { IsYearMonth: true } type => Make<int>((value, output) => Encoding.ASCII.GetBytes(IntervalText.YearMonth(value, type), output)),
        IntervalType type => Make<long>((value, output) => Encoding.ASCII.GetBytes(IntervalText.DayTime(value, type), output)),
        _ => child => new AnyToTextKernel(child, from),
    };

    public static string OfDouble(double value)
    {
        var text = new StringBuilder(24);
        JavaNumber.Append(text, value);
        return text.ToString();
    }

    public static string OfFloat(float value)
    {
        var text = new StringBuilder(16);
        JavaNumber.Append(text, value);
        return text.ToString();
    }

    private static Func<Kernel, Kernel> Make<TIn>(Func<TIn, Span<byte>, int> function)
        where TIn : unmanaged => child => new ToTextKernel<TIn>(child, (value, _, output) => function(value, output));

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> output)
    {
        text.CopyTo(output);
        return text.Length;
    }

    private static int Date(int days, Span<byte> output)
    {
        var (year, month, day) = SqlTime.CivilFromDays(days);
        string text = string.Create(CultureInfo.InvariantCulture, $"{(year > 9999 ? "+" : year < 0 ? "-" : "")}{Math.Abs(year):0000}-{month:00}-{day:00}");
        return Encoding.ASCII.GetBytes(text, output);
    }

    private static int Time(long micros, Span<byte> output)
    {
        long days = SqlTime.FloorDiv(micros, MicrosPerDay);
        long inDay = micros - (days * MicrosPerDay);
        int length = Date((int)days, output);
        long seconds = inDay / MicrosPerSecond;
        long fraction = inDay % MicrosPerSecond;
        string digits = fraction == 0 ? "" : "." + fraction.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
        string text = string.Create(CultureInfo.InvariantCulture, $" {seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}{digits}");
        return length + Encoding.ASCII.GetBytes(text, output[length..]);
    }
}
