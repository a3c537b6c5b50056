using System.Text;

namespace Streaming;

/// <summary>Options that several formats share.</summary>
internal static class FormatOptions
{
    public static ParseMode Mode(StreamOptions options) => options.Get("mode")?.ToUpperInvariant() switch
    {
        null or "PERMISSIVE" => ParseMode.Permissive,
        "DROPMALFORMED" => ParseMode.DropMalformed,
        "FAILFAST" => ParseMode.FailFast,
        _ => throw StreamOptions.Invalid("mode", options.Get("mode")!, "PERMISSIVE, DROPMALFORMED or FAILFAST"),
    };

    /// <summary>A flag, refused as Spark's CSV options do.</summary>
    public static bool Flag(StreamOptions options, string name, bool defaultValue) => options.Get(name)?.ToLowerInvariant() switch
    {
        null => defaultValue,
        "true" => true,
        "false" => false,
        _ => throw new StreamingException("_LEGACY_ERROR_TEMP_2147", $"{name} flag can be true or false."),
    };

    /// <summary>An option that Spark refuses with a text which does not name it.</summary>
    public static StreamingException Refused(string name, string text) =>
        new("INVALID_OPTION_VALUE", $"Option '{name}': {text}", new StreamingException("INVALID_OPTION_VALUE", text));

    public static byte[]? LineSeparator(StreamOptions options) => options.Get("lineSep") switch
    {
        null => null,
        "" => throw new StreamingException("INVALID_OPTION_VALUE", "requirement failed: 'lineSep' cannot be an empty string."),
        var text => Encoding.UTF8.GetBytes(text),
    };

    public static DateTimePattern? Pattern(StreamOptions options, string name, bool isParsing) =>
        options.Get(name) is { } text ? DateTimePattern.Parse(text, isParsing) : null;

    public static TimeZoneInfo? Zone(StreamOptions options) => options.Get("timeZone") is { } name ? TimeZones.Find(name) : null;
}
