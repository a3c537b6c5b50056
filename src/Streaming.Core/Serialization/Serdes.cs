using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Streaming;

/// <summary>The built-in serdes.</summary>
/// <remarks>
/// Writing numbers, texts and tuples of them allocates nothing; reading allocates the value only. Malformed bytes raise
/// <see cref="FormatException"/>. All are canonical: equal values have equal bytes.
/// </remarks>
/// <example>
/// <code>
/// ISerde&lt;(string User, int Day)&gt; key = Serdes.Default&lt;(string User, int Day)&gt;();
/// ISerde&lt;Person&gt; person = Serdes.Json(MyJsonContext.Default.Person);
/// </code>
/// </example>
public static class Serdes
{
    /// <summary>UTF-8 text. Bytes that are no UTF-8 are read as U+FFFD, as in Kafka.</summary>
    public static ISerde<string> Utf8 { get; } = new Utf8Serde();

    /// <summary>UTF-8 text without a string; what is read has its own memory.</summary>
    public static ISerde<Utf8Slice> Utf8Slice { get; } = new Utf8SliceSerde();

    /// <summary>Bytes as they are.</summary>
    public static ISerde<byte[]> Bytes { get; } = new BytesSerde();

    /// <summary>Bytes as they are; what is read has its own memory.</summary>
    public static ISerde<ReadOnlyMemory<byte>> Memory { get; } = new MemorySerde();

    /// <summary>One byte, 1 or 0.</summary>
    public static ISerde<bool> Boolean { get; } = new BooleanSerde();

    /// <summary>One byte.</summary>
    public static ISerde<byte> Byte { get; } = new IntegerSerde<byte>();

    /// <summary>2 bytes, big-endian.</summary>
    public static ISerde<short> Int16 { get; } = new IntegerSerde<short>();

    /// <summary>4 bytes, big-endian.</summary>
    public static ISerde<int> Int32 { get; } = new IntegerSerde<int>();

    /// <summary>8 bytes, big-endian.</summary>
    public static ISerde<long> Int64 { get; } = new IntegerSerde<long>();

    /// <summary>4 bytes, IEEE 754, big-endian; -0.0 becomes 0.0, there is one NaN.</summary>
    public static ISerde<float> Single { get; } = new SingleSerde();

    /// <summary>8 bytes, IEEE 754, big-endian; -0.0 becomes 0.0, there is one NaN.</summary>
    public static ISerde<double> Double { get; } = new DoubleSerde();

    /// <summary>13 bytes; trailing zeros are dropped (1.0 and 1.00 are the same).</summary>
    public static ISerde<decimal> Decimal { get; } = new DecimalSerde();

    /// <summary>16 bytes in the order of the text form.</summary>
    public static ISerde<Guid> Guid { get; } = new GuidSerde();

    /// <summary>8 bytes; local times become UTC.</summary>
    public static ISerde<DateTime> DateTime { get; } = new DateTimeSerde();

    /// <summary>8 bytes: the instant; the offset is not kept, what is read is UTC.</summary>
    public static ISerde<DateTimeOffset> DateTimeOffset { get; } = new DateTimeOffsetSerde();

    /// <summary>4 bytes: days since 0001-01-01.</summary>
    public static ISerde<DateOnly> DateOnly { get; } = new DateOnlySerde();

    /// <summary>8 bytes: ticks of 100 ns.</summary>
    public static ISerde<TimeSpan> TimeSpan { get; } = new TimeSpanSerde();

    /// <summary>JSON with a source-generated or other description of the type.</summary>
    public static ISerde<T> Json<T>(JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new JsonSerde<T>(type);
    }

    /// <summary>JSON with options.</summary>
    /// <param name="options">The options, whose resolver may be a source-generated context; null: property names as they are, fields too.</param>
    public static ISerde<T> Json<T>(JsonSerializerOptions? options = null)
    {
        options ??= JsonSerde.Defaults;

        // Said here, because programs built for trimming have no resolver by default.
        options.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();

        return new JsonSerde<T>((JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
    }

    /// <summary>The binary form that keys and values of state have where no serde is given.</summary>
    /// <remarks>
    /// Numbers, texts, bytes, times, enums as above; nullables; tuples; records, classes and structs by their public properties
    /// and fields (those that the longest fitting constructor or a setter restores); arrays, lists, dictionaries and sets.
    /// </remarks>
    /// <exception cref="StreamingException"><c>UNSUPPORTED_SERDE_TYPE</c>: the type cannot be taken apart; pass a serde.</exception>
    public static ISerde<T> Default<T>() => Cache<T>.Binary ??= (ISerde<T>)DefaultSerdes.Of(typeof(T));

    /// <summary>The form that keys and values of topics have where no serde is given: numbers, texts and bytes as above, everything else JSON.</summary>
    public static ISerde<T> DefaultTopic<T>() => Cache<T>.Topic ??= DefaultSerdes.Topic<T>();

    private static class Cache<T>
    {
        public static ISerde<T>? Binary;
        public static ISerde<T>? Topic;
    }
}
