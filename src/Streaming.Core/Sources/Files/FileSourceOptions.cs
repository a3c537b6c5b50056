using System.Globalization;

namespace Streaming;

/// <summary>What a streaming file source takes when.</summary>
internal sealed record FileSourceOptions
{
    public long? MaxFiles { get; init; }

    public long? MaxBytes { get; init; }

    public long MaxAgeMs { get; init; }

    public bool LatestFirst { get; init; }

    public bool FileNameOnly { get; init; }

    public int MaxCachedFiles { get; init; }

    public double DiscardCachedRatio { get; init; }

    public FileCleanup Cleanup { get; init; }

    /// <summary>Where done files go with <see cref="FileCleanup.Archive"/>.</summary>
    public string? ArchiveFolder { get; init; }

    public static FileSourceOptions FromOptions(StreamOptions options)
    {
        foreach (string name in (string[])["modifiedbefore", "modifiedafter"])
        {
            if (options.Get(name) is not null)
            {
                throw new StreamingException("INVALID_OPTION_VALUE", $"option '{name}' is not allowed in file stream sources");
            }
        }

        long? maxFiles = Positive(options, "maxFilesPerTrigger");
        long? maxBytes = Positive(options, "maxBytesPerTrigger");
        if (maxFiles is not null && maxBytes is not null)
        {
            throw new StreamingException("INVALID_OPTION_VALUE", "Options 'maxFilesPerTrigger' and 'maxBytesPerTrigger' can't be both set at the same time");
        }

        bool latestFirst = Flag(options, "latestFirst");
        var cleanup = options.Get("cleanSource")?.ToUpperInvariant() switch
        {
            null or "OFF" => FileCleanup.Off,
            "DELETE" => FileCleanup.Delete,
            "ARCHIVE" => FileCleanup.Archive,
            _ => throw new StreamingException("INVALID_OPTION_VALUE", $"Invalid mode for clean source option Some({options.Get("cleanSource")}). Must be one of ARCHIVE,DELETE,OFF"),
        };
        string? archive = options.Get("sourceArchiveDir");
        if (cleanup == FileCleanup.Archive && archive is null)
        {
            throw new StreamingException("INVALID_OPTION_VALUE", "Archive mode must be used with 'sourceArchiveDir' option.");
        }

        return new FileSourceOptions
        {
            MaxFiles = maxFiles,
            MaxBytes = maxBytes,
            LatestFirst = latestFirst,
            FileNameOnly = Flag(options, "fileNameOnly"),
            MaxAgeMs = AgeMs(options, ignored: latestFirst && (maxFiles ?? maxBytes) is not null),
            MaxCachedFiles = CachedFiles(options),
            DiscardCachedRatio = Ratio(options),
            Cleanup = cleanup,
            ArchiveFolder = archive is null ? null : FileUri.ToPath(archive),
        };
    }

    private static StreamingException Invalid(string name, string value, string allowed) =>
        new("INVALID_OPTION_VALUE", $"Invalid value '{value}' for option '{name}', must be {allowed}");

    private static long? Positive(StreamOptions options, string name) => options.Get(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value > 0 && (value <= int.MaxValue || name == "maxBytesPerTrigger") ? value
        : throw Invalid(name, text, "a positive integer");

    private static bool Flag(StreamOptions options, string name) => options.Get(name) is not { } text ? false
        : bool.TryParse(text, out bool value) ? value
        : throw Invalid(name, text, "'true' or 'false'");

    private static int CachedFiles(StreamOptions options) => options.Get("maxCachedFiles") is not { } text ? 10000
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= 0 ? value
        : throw Invalid("maxCachedFiles", text, "an integer greater than or equal to 0");

    private static double Ratio(StreamOptions options) => options.Get("discardCachedInputRatio") is not { } text ? 0.2
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 1 ? value
        : throw Invalid("discardCachedInputRatio", text, "a positive float between 0 and 1");

    // Java's short form: a number and a unit; a bare number is milliseconds.
    private static long AgeMs(StreamOptions options, bool ignored)
    {
        string text = (options.Get("maxFileAge") ?? "7d").Trim().ToLowerInvariant();
        int digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '-').Count();
        long unit = text[digits..] switch
        {
            "us" => 0,
            "" or "ms" => 1,
            "s" => 1000,
            "m" or "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => -1,
        };
        return unit < 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? throw FormatOptions.Refused("maxFileAge", "Time must be specified as seconds (s), milliseconds (ms), microseconds (us), minutes (m or min), hour (h), or day (d). E.g. 50s, 100ms, or 250us.\nFailed to parse time string: " + text)
            : ignored ? long.MaxValue : unit == 0 ? value / 1000 : value * unit;
    }
}
