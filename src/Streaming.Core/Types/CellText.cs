using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Streaming;

/// <summary>Appends values of one type as Spark prints them; made once per type.</summary>
internal abstract class CellText<T>
{
    private static CellText<T>? _instance;

    public static CellText<T> Instance => _instance ??= (CellText<T>)CellText.Make(typeof(T));

    public abstract void Append(StringBuilder output, T value);
}

/// <summary>Finds the text form of a type.</summary>
internal static class CellText
{
    public const string Null = "NULL";

    private static readonly ConcurrentDictionary<Type, Action<StringBuilder, object>> Untyped = new();

    /// <summary>Appends a value of any type, by its own type.</summary>
    public static void AppendAny(StringBuilder output, object? value)
    {
        if (value is null)
        {
            output.Append(Null);
            return;
        }

        Untyped.GetOrAdd(value.GetType(), static type => (Action<StringBuilder, object>)typeof(CellText)
            .GetMethod(nameof(Adapter), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!)(output, value);
    }

    public static object Make(Type type)
    {
        if (Scalars.TryGetValue(type, out object? scalar))
        {
            return scalar;
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return New(typeof(NullableText<>), inner);
        }

        if (type == typeof(object))
        {
            return new Simple<object>(AppendAny);
        }

        if (Interface(type, typeof(IReadOnlyDictionary<,>)) is { } map)
        {
            return New(typeof(MapText<,,>), [type, .. map.GetGenericArguments()]);
        }

        if (Interface(type, typeof(IEnumerable<>)) is { } sequence)
        {
            return New(typeof(ArrayText<,>), type, sequence.GetGenericArguments()[0]);
        }

        return !type.IsEnum && HasColumns(type) ? New(typeof(StructText<>), type) : New(typeof(OtherText<>), type);
    }

    /// <summary>True where a type is shown as columns (or as a struct), false where it is one value.</summary>
    public static bool HasColumns(Type type) => Interface(type, typeof(IColumnRow<>)) is not null
        || (!Scalars.ContainsKey(type) && !type.IsEnum && !type.IsInterface && type != typeof(object) && Nullable.GetUnderlyingType(type) is null
            && !TypeMembers.IsOpaque(type) && TypeMembers.Readable(type).Count > 0);

    public static void AppendBytes(StringBuilder output, ReadOnlySpan<byte> bytes)
    {
        output.Append('[');
        for (int i = 0; i < bytes.Length; i++)
        {
            if (i > 0)
            {
                output.Append(' ');
            }

            output.Append("0123456789ABCDEF"[bytes[i] >> 4]).Append("0123456789ABCDEF"[bytes[i] & 15]);
        }

        output.Append(']');
    }

    public static void AppendTime(StringBuilder output, DateTime value)
    {
        if (value.Kind == DateTimeKind.Local)
        {
            value = value.ToUniversalTime();
        }

        output.Append(CultureInfo.InvariantCulture, $"{value:yyyy-MM-dd HH:mm:ss}");
        AppendFraction(output, value.Ticks % TimeSpan.TicksPerSecond);
    }

    private static readonly Dictionary<Type, object> Scalars = new()
    {
        [typeof(string)] = new Simple<string>((output, value) => output.Append(value)),
        [typeof(Utf8Slice)] = new Simple<Utf8Slice>((output, value) => output.Append(value.ToString())),
        [typeof(char)] = new Simple<char>((output, value) => output.Append(value)),
        [typeof(bool)] = new Simple<bool>((output, value) => output.Append(value ? "true" : "false")),
        [typeof(byte)] = new Simple<byte>((output, value) => output.Append(value)),
        [typeof(sbyte)] = new Simple<sbyte>((output, value) => output.Append(CultureInfo.InvariantCulture, $"{value}")),
        [typeof(short)] = new Simple<short>((output, value) => output.Append(CultureInfo.InvariantCulture, $"{value}")),
        [typeof(ushort)] = new Simple<ushort>((output, value) => output.Append(value)),
        [typeof(int)] = new Simple<int>((output, value) => output.Append(CultureInfo.InvariantCulture, $"{value}")),
        [typeof(uint)] = new Simple<uint>((output, value) => output.Append(value)),
        [typeof(long)] = new Simple<long>((output, value) => output.Append(CultureInfo.InvariantCulture, $"{value}")),
        [typeof(ulong)] = new Simple<ulong>((output, value) => output.Append(value)),
        [typeof(float)] = new Simple<float>(JavaNumber.Append),
        [typeof(double)] = new Simple<double>(JavaNumber.Append),
        [typeof(decimal)] = new Simple<decimal>((output, value) => output.Append(CultureInfo.InvariantCulture, $"{value}")),
        [typeof(byte[])] = new Simple<byte[]>((output, value) => AppendBytes(output, value)),
        [typeof(ReadOnlyMemory<byte>)] = new Simple<ReadOnlyMemory<byte>>((output, value) => AppendBytes(output, value.Span)),
        [typeof(DateTime)] = new Simple<DateTime>(AppendTime),
        [typeof(DateTimeOffset)] = new Simple<DateTimeOffset>((output, value) => AppendTime(output, value.UtcDateTime)),
        [typeof(DateOnly)] = new Simple<DateOnly>((output, value) => output.Append(CultureInfo.InvariantCulture, $"{value:yyyy-MM-dd}")),
        [typeof(TimeOnly)] = new Simple<TimeOnly>((output, value) =>
        {
            output.Append(CultureInfo.InvariantCulture, $"{value:HH:mm:ss}");
            AppendFraction(output, value.Ticks % TimeSpan.TicksPerSecond);
        }),
        [typeof(TimeSpan)] = new Simple<TimeSpan>(AppendInterval),
    };

    private static void AppendInterval(StringBuilder output, TimeSpan value)
    {
        var size = value == TimeSpan.MinValue ? TimeSpan.MaxValue : value.Duration();
        output.Append(CultureInfo.InvariantCulture, $"INTERVAL '{(value < TimeSpan.Zero ? "-" : "")}{size.Days} {size.Hours:00}:{size.Minutes:00}:{size.Seconds:00}");
        AppendFraction(output, size.Ticks % TimeSpan.TicksPerSecond);
        output.Append("' DAY TO SECOND");
    }

    // Microseconds without trailing zeros.
    private static void AppendFraction(StringBuilder output, long ticks)
    {
        long micros = ticks / TimeSpan.TicksPerMicrosecond;
        if (micros == 0)
        {
            return;
        }

        Span<char> digits = stackalloc char[6];
        micros.TryFormat(digits, out _, "000000", CultureInfo.InvariantCulture);
        output.Append('.').Append(((ReadOnlySpan<char>)digits).TrimEnd('0'));
    }

    private static object New(Type definition, params Type[] types) => Activator.CreateInstance(definition.MakeGenericType(types))!;

    private static Type? Interface(Type type, Type definition)
    {
        foreach (var candidate in type.GetInterfaces().Prepend(type))
        {
            if (candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition)
            {
                return candidate;
            }
        }

        return null;
    }

    private static Action<StringBuilder, object> Adapter<T>() => (output, value) => CellText<T>.Instance.Append(output, (T)value);

    private sealed class Simple<T>(Action<StringBuilder, T> append) : CellText<T>
    {
        public override void Append(StringBuilder output, T value)
        {
            if (value is null)
            {
                output.Append(Null);
            }
            else
            {
                append(output, value);
            }
        }
    }

    private sealed class NullableText<T> : CellText<T?>
        where T : struct
    {
        private readonly CellText<T> _value = CellText<T>.Instance;

        public override void Append(StringBuilder output, T? value)
        {
            if (value.HasValue)
            {
                _value.Append(output, value.GetValueOrDefault());
            }
            else
            {
                output.Append(Null);
            }
        }
    }

    private sealed class OtherText<T> : CellText<T>
    {
        public override void Append(StringBuilder output, T value)
        {
            if (value is null)
            {
                output.Append(Null);
            }
            else
            {
                output.Append(value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString());
            }
        }
    }

    private sealed class ArrayText<TSequence, T> : CellText<TSequence>
        where TSequence : IEnumerable<T>
    {
        public override void Append(StringBuilder output, TSequence value)
        {
            if (value is null)
            {
                output.Append(Null);
                return;
            }

            output.Append('[');
            string separator = "";
            foreach (var item in value)
            {
                output.Append(separator);
                CellText<T>.Instance.Append(output, item);
                separator = ", ";
            }

            output.Append(']');
        }
    }

    private sealed class MapText<TMap, TKey, TValue> : CellText<TMap>
        where TMap : IReadOnlyDictionary<TKey, TValue>
    {
        public override void Append(StringBuilder output, TMap value)
        {
            if (value is null)
            {
                output.Append(Null);
                return;
            }

            output.Append('{');
            string separator = "";
            foreach (var (key, item) in value)
            {
                output.Append(separator);
                CellText<TKey>.Instance.Append(output, key);
                output.Append(" -> ");
                CellText<TValue>.Instance.Append(output, item);
                separator = ", ";
            }

            output.Append('}');
        }
    }

    // Looks its columns up late: a type may contain itself.
    private sealed class StructText<T> : CellText<T>
    {
        public override void Append(StringBuilder output, T value)
        {
            if (value is null)
            {
                output.Append(Null);
                return;
            }

            var columns = RowColumns<T>.Instance;
            output.Append('{');
            for (int i = 0; i < columns.Names.Count; i++)
            {
                if (i > 0)
                {
                    output.Append(", ");
                }

                columns.AppendText(value, i, output);
            }

            output.Append('}');
        }
    }
}
