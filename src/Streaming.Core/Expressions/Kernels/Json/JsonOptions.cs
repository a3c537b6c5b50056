namespace Streaming;

/// <summary>Options of <c>from_json</c> and <c>to_json</c>, Spark's names.</summary>
internal sealed class JsonOptions
{
    public bool IsFailFast { get; init; }

    public string CorruptRecordColumn { get; init; } = "_corrupt_record";

    public bool AllowComments { get; init; }

    public bool AllowNonNumericNumbers { get; init; } = true;

    public bool PrimitivesAsString { get; init; }

    /// <summary>Whether objects and arrays that are read as text keep their white space: so it is in files, not in <c>from_json</c>.</summary>
    public bool KeepsText { get; init; }

    public bool IgnoreNullFields { get; init; } = true;

    public string? TimestampFormat { get; init; }

    public string? TimestampNtzFormat { get; init; }

    public string? DateFormat { get; init; }

    public TimeZoneInfo? TimeZone { get; init; }

    public static JsonOptions Of(IReadOnlyDictionary<string, string> options) => new()
    {
        IsFailFast = Mode(options),
        CorruptRecordColumn = options.GetValueOrDefault("columnNameOfCorruptRecord", "_corrupt_record"),
        AllowComments = Flag(options, "allowComments", false),
        AllowNonNumericNumbers = Flag(options, "allowNonNumericNumbers", true),
        PrimitivesAsString = Flag(options, "primitivesAsString", false),
        IgnoreNullFields = Flag(options, "ignoreNullFields", true),
        TimestampFormat = options.GetValueOrDefault("timestampFormat"),
        TimestampNtzFormat = options.GetValueOrDefault("timestampNTZFormat"),
        DateFormat = options.GetValueOrDefault("dateFormat"),
        TimeZone = options.TryGetValue("timeZone", out string? zone) ? TimeZones.Find(zone) : null,
    };

    private static bool Flag(IReadOnlyDictionary<string, string> options, string name, bool otherwise) =>
        options.TryGetValue(name, out string? text) ? text.Equals("true", StringComparison.OrdinalIgnoreCase) : otherwise;

    private static bool Mode(IReadOnlyDictionary<string, string> options)
    {
        string mode = options.GetValueOrDefault("mode", "PERMISSIVE").ToUpperInvariant();
        return mode switch
        {
            "FAILFAST" => true,
            "DROPMALFORMED" => throw FunctionErrors.Of("PARSE_MODE_UNSUPPORTED", "42601", "The function `from_json` doesn't support the DROPMALFORMED mode. Acceptable modes are PERMISSIVE and FAILFAST."),
            _ => false,
        };
    }
}
