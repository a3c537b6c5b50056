using System.Text;

namespace Streaming;

/// <summary>CSV: a record a line, fields by position.</summary>
internal sealed class CsvFileFormat : FileFormat
{
    public override string Name => "csv";

    public override string Title => "CSV";

    public override FileReaderFactory CreateReaders(StructType schema, StreamOptions options)
    {
        CheckTypes(schema, type => type is AtomicType { Kind: not (AtomicKind.Null or AtomicKind.CalendarInterval) } or DecimalType);
        var settings = CsvReadSettings.FromOptions(options);
        FormatOptions.Flag(options, "inferSchema", false);
        int corrupt = schema.IndexOf(settings.CorruptColumn);
        return corrupt >= 0 && schema.Fields[corrupt].Type != DataTypes.String
            ? throw new StreamingException("_LEGACY_ERROR_TEMP_1097", "The field for corrupt records must be string type and nullable")
            : new Factory(schema, settings);
    }

    public override FileWriterFactory CreateWriters(StructType schema, StreamOptions options)
    {
        CheckTypes(schema, type => type is AtomicType { Kind: not AtomicKind.CalendarInterval } or DecimalType or IntervalType);
        string codec = FileCodec.FromOptions(options);
        var settings = CsvWriteSettings.FromOptions(options);
        return new TextWriterFactory(
            ".csv" + FileCodec.Extension(codec), FormatOptions.LineSeparator(options) ?? "\n"u8.ToArray(), FileEncodings.FromOptions(options, "CSVOptions"), codec,
            (evaluation, _) => new CsvRecordWriter(schema, settings, evaluation),
            settings.HasHeader ? CsvRecordWriter.Header(schema, settings) : null);
    }

    public override StructType InferSchema(IReadOnlyList<DataFile> files, StreamOptions options, EvaluationContext evaluation)
    {
        var settings = CsvReadSettings.FromOptions(options);
        bool infersTypes = FormatOptions.Flag(options, "inferSchema", false);
        var inference = new CsvInference(settings, evaluation);
        foreach (var file in files)
        {
            if (!inference.Add(WholeFile.Read(file.Path, settings.Encoding), infersTypes))
            {
                break;
            }
        }

        return inference.Schema(infersTypes);
    }

    private sealed class Factory(StructType schema, CsvReadSettings settings) : FileReaderFactory
    {
        public override FileRows Create(bool[] required, EvaluationContext evaluation) => new CsvFileRows(schema, required, settings, evaluation);
    }
}
