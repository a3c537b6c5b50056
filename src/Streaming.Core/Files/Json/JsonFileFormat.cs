using System.Text;

namespace Streaming;

/// <summary>JSON: an object a line, or with <c>multiLine</c> an object or an array of objects a file.</summary>
internal sealed class JsonFileFormat : FileFormat
{
    public override string Name => "json";

    public override string Title => "JSON";

    public override FileReaderFactory CreateReaders(StructType schema, StreamOptions options)
    {
        CheckTypes(schema, IsSupported);
        var mode = FormatOptions.Mode(options);
        var settings = new JsonReadSettings
        {
            Mode = mode,
            IsMultiLine = Flag(options, "multiLine", false),
            Separator = FormatOptions.LineSeparator(options),
            Encoding = FileEncodings.FromOptions(options, "JSONOptions"),
            Json = new JsonOptions
            {
                KeepsText = true,
                IsFailFast = mode == ParseMode.FailFast,
                CorruptRecordColumn = options.Get("columnNameOfCorruptRecord") ?? "_corrupt_record",
                AllowComments = Flag(options, "allowComments", false),
                AllowNonNumericNumbers = Flag(options, "allowNonNumericNumbers", true),
                TimestampFormat = options.Get("timestampFormat"),
                TimestampNtzFormat = options.Get("timestampNTZFormat"),
                DateFormat = options.Get("dateFormat"),
                TimeZone = FormatOptions.Zone(options),
            },
        };
        Flag(options, "primitivesAsString", false);
        int corrupt = schema.IndexOf(settings.Json.CorruptRecordColumn);
        return corrupt >= 0 && schema.Fields[corrupt].Type != DataTypes.String
            ? throw new StreamingException("_LEGACY_ERROR_TEMP_1097", "The field for corrupt records must be string type and nullable")
            : new Factory(schema, settings);
    }

    public override FileWriterFactory CreateWriters(StructType schema, StreamOptions options)
    {
        CheckTypes(schema, IsSupported);
        string codec = FileCodec.FromOptions(options);
        var json = new JsonOptions
        {
            IgnoreNullFields = Flag(options, "ignoreNullFields", true),
            TimestampFormat = options.Get("timestampFormat"),
            TimestampNtzFormat = options.Get("timestampNTZFormat"),
            DateFormat = options.Get("dateFormat"),
            TimeZone = FormatOptions.Zone(options),
        };
        return new TextWriterFactory(
            ".json" + FileCodec.Extension(codec), FormatOptions.LineSeparator(options) ?? "\n"u8.ToArray(), FileEncodings.FromOptions(options, "JSONOptions"), codec,
            (evaluation, _) => new JsonRecordWriter(schema, json, evaluation));
    }

    public override StructType InferSchema(IReadOnlyList<DataFile> files, StreamOptions options, EvaluationContext evaluation)
    {
        CreateReaders(new StructType(), options);
        bool isMultiLine = Flag(options, "multiLine", false);
        var inference = new JsonInference(Flag(options, "primitivesAsString", false), Flag(options, "allowComments", false), options.Get("columnNameOfCorruptRecord") ?? "_corrupt_record");
        var encoding = FileEncodings.FromOptions(options, "JSONOptions");
        foreach (var file in files)
        {
            if (isMultiLine)
            {
                inference.Add(WholeFile.Read(file.Path, encoding));
                continue;
            }

            using var lines = new LineReader(FormatOptions.LineSeparator(options));
            lines.Open(FileEncodings.ToUtf8(FileCodec.OpenRead(file.Path), encoding));
            while (lines.TryRead(out var line))
            {
                inference.Add(line);
            }
        }

        return inference.Schema;
    }

    private static bool IsSupported(DataType type) => type switch
    {
        StructType structure => structure.Fields.All(field => IsSupported(field.Type)),
        ArrayType array => IsSupported(array.ElementType),
        MapType map => IsSupported(map.ValueType),
        AtomicType { Kind: AtomicKind.CalendarInterval } => false,
        _ => true,
    };

    private static bool Flag(StreamOptions options, string name, bool defaultValue) => options.Get(name) is not { } text ? defaultValue
        : bool.TryParse(text, out bool value) ? value
        : throw FormatOptions.Refused(name, $"For input string: \"{text}\"");

    private sealed class Factory(StructType schema, JsonReadSettings settings) : FileReaderFactory
    {
        public override FileRows Create(bool[] required, EvaluationContext evaluation) => new JsonFileRows(schema, required, settings, evaluation);
    }
}
