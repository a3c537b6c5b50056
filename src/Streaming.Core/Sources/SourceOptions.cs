using System.Globalization;

namespace Streaming;

/// <summary>Options of the built-in sources, refused with Spark's texts.</summary>
internal static class SourceOptions
{
    public static long Positive(StreamOptions options, string name, long defaultValue) => Read(options, name, defaultValue, 1, "positive");

    public static long NonNegative(StreamOptions options, string name, long defaultValue) => Read(options, name, defaultValue, 0, "non-negative");

    public static int Partitions(StreamOptions options, int defaultValue)
    {
        long value = Positive(options, "numPartitions", defaultValue);
        return value <= int.MaxValue ? (int)value : throw StreamOptions.Invalid("numPartitions", value.ToString(CultureInfo.InvariantCulture), "at most 2147483647");
    }

    public static StreamingException MustBe(string name, string value, string what) => new(
        "INVALID_OPTION_VALUE", $"Invalid value '{value}'. The option '{name}' must be {what}");

    /// <summary>Reads an offset that is one number, as its source has written it.</summary>
    public static long Offset(string json, string source) => long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
        ? value
        : throw BadOffset(json, source, "a number");

    public static StreamingException BadOffset(string json, string source, string expected) => new(
        "INVALID_OFFSET", $"The offset log holds '{json}' for the source {source}, which writes {expected}. The checkpoint belongs to another source, or its file is damaged: use another checkpointLocation, or put back the file.");

    public static string Text(long offset) => offset.ToString(CultureInfo.InvariantCulture);

    private static long Read(StreamOptions options, string name, long defaultValue, long minimum, string what)
    {
        string? text = options.Get(name);
        long value = defaultValue;
        if (text is not null && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            throw StreamOptions.Invalid(name, text, "an integer");
        }

        return value >= minimum ? value : throw MustBe(name, text ?? Text(value), what);
    }
}
