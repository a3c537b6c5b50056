namespace Streaming;

/// <summary>Lines of text in one column <c>value</c>.</summary>
internal sealed class TextFileFormat : FileFormat
{
    private static readonly StructType ValueSchema = new StructType().Add("value", DataTypes.String);

    public override string Name => "text";

    public override string Title => "Text";

    public override FileReaderFactory CreateReaders(StructType schema, StreamOptions options)
    {
        Check(schema);
        return new Factory(options.GetBoolean("wholetext", false), FormatOptions.LineSeparator(options), FileEncodings.FromOptions(options, "TextOptions"));
    }

    public override FileWriterFactory CreateWriters(StructType schema, StreamOptions options)
    {
        Check(schema);
        string codec = FileCodec.FromOptions(options);
        return new TextWriterFactory(".txt" + FileCodec.Extension(codec), FormatOptions.LineSeparator(options) ?? "\n"u8.ToArray(), FileEncodings.FromOptions(options, "TextOptions"), codec, (_, _) => new TextRowWriter());
    }

    public override StructType InferSchema(IReadOnlyList<DataFile> files, StreamOptions options, EvaluationContext evaluation)
    {
        CreateReaders(ValueSchema, options);
        return ValueSchema;
    }

    private void Check(StructType schema)
    {
        if (schema.Fields.Count != 1)
        {
            throw new StreamingException("_LEGACY_ERROR_TEMP_1290", $"Text data source supports only a single column, and you have {schema.Fields.Count} columns.");
        }

        CheckTypes(schema, type => type == DataTypes.String);
    }

    private sealed class Factory(bool isWhole, byte[]? separator, System.Text.Encoding? encoding) : FileReaderFactory
    {
        public override FileRows Create(bool[] required, EvaluationContext evaluation) => new TextFileRows(isWhole, separator, encoding, required[0]);
    }
}
