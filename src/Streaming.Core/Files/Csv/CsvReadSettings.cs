using System.Text;

namespace Streaming;

/// <summary>How CSV files are read.</summary>
internal sealed record CsvReadSettings
{
    public required CsvDialect Dialect { get; init; }

    public required ParseMode Mode { get; init; }

    public required bool HasHeader { get; init; }

    /// <summary>Whether the header is taken as it comes; else its names must be those of the schema.</summary>
    public required bool EnforcesSchema { get; init; }

    public required bool IsMultiLine { get; init; }

    public required bool PrunesColumns { get; init; }

    public required byte[]? Separator { get; init; }

    /// <summary>Null for UTF-8.</summary>
    public required Encoding? Encoding { get; init; }

    public required byte[] NullValue { get; init; }

    public required byte[] EmptyValue { get; init; }

    public required string CorruptColumn { get; init; }

    public required CsvValueFormat Values { get; init; }

    public required int MaxColumns { get; init; }

    public static CsvReadSettings FromOptions(StreamOptions options) => new()
    {
        Dialect = CsvDialect.FromOptions(options, isReading: true),
        Mode = FormatOptions.Mode(options),
        HasHeader = FormatOptions.Flag(options, "header", false),
        EnforcesSchema = FormatOptions.Flag(options, "enforceSchema", true),
        IsMultiLine = FormatOptions.Flag(options, "multiLine", false),
        PrunesColumns = FormatOptions.Flag(options, "columnPruning", true),
        Separator = FormatOptions.LineSeparator(options),
        Encoding = FileEncodings.FromOptions(options, "CSVOptions"),
        NullValue = System.Text.Encoding.UTF8.GetBytes(options.Get("nullValue") ?? ""),
        EmptyValue = System.Text.Encoding.UTF8.GetBytes(options.Get("emptyValue") ?? ""),
        CorruptColumn = options.Get("columnNameOfCorruptRecord") ?? "_corrupt_record",
        Values = CsvValueFormat.FromOptions(options, isParsing: true),
        MaxColumns = (int)Math.Min(int.MaxValue, options.GetInt64("maxColumns", 1) ?? 20480),
    };
}
