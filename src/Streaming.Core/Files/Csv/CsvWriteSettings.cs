using System.Text;

namespace Streaming;

/// <summary>How CSV files are written.</summary>
internal sealed record CsvWriteSettings
{
    public required CsvDialect Dialect { get; init; }

    public required bool HasHeader { get; init; }

    public required bool QuotesAll { get; init; }

    public required bool EscapesQuotes { get; init; }

    public required byte[] NullValue { get; init; }

    public required byte[] EmptyValue { get; init; }

    /// <summary>Whether nothing was said of empty texts: two quotes stand for them.</summary>
    public required bool HasDefaultEmptyValue { get; init; }

    public required CsvValueFormat Values { get; init; }

    public static CsvWriteSettings FromOptions(StreamOptions options) => new()
    {
        Dialect = CsvDialect.FromOptions(options, isReading: false),
        HasHeader = FormatOptions.Flag(options, "header", false),
        QuotesAll = FormatOptions.Flag(options, "quoteAll", false),
        EscapesQuotes = FormatOptions.Flag(options, "escapeQuotes", true),
        NullValue = Encoding.UTF8.GetBytes(options.Get("nullValue") ?? ""),
        EmptyValue = Encoding.UTF8.GetBytes(options.Get("emptyValue") ?? "\"\""),
        HasDefaultEmptyValue = options.Get("emptyValue") is null,
        Values = CsvValueFormat.FromOptions(options, isParsing: false),
    };
}
