using System.Text;

namespace Streaming;

/// <summary>How values look in CSV text.</summary>
internal sealed record CsvValueFormat
{
    public required DateTimePattern? Timestamp { get; init; }

    public required DateTimePattern? TimestampNtz { get; init; }

    public required DateTimePattern? Date { get; init; }

    /// <summary>Null for the session's.</summary>
    public required TimeZoneInfo? Zone { get; init; }

    public required byte[] NaN { get; init; }

    public required byte[] PositiveInfinity { get; init; }

    public required byte[] NegativeInfinity { get; init; }

    public static CsvValueFormat FromOptions(StreamOptions options, bool isParsing) => new()
    {
        Timestamp = FormatOptions.Pattern(options, "timestampFormat", isParsing),
        TimestampNtz = FormatOptions.Pattern(options, "timestampNTZFormat", isParsing),
        Date = FormatOptions.Pattern(options, "dateFormat", isParsing),
        Zone = FormatOptions.Zone(options),
        NaN = Encoding.UTF8.GetBytes(options.Get("nanValue") ?? "NaN"),
        PositiveInfinity = Encoding.UTF8.GetBytes(options.Get("positiveInf") ?? "Inf"),
        NegativeInfinity = Encoding.UTF8.GetBytes(options.Get("negativeInf") ?? "-Inf"),
    };
}
