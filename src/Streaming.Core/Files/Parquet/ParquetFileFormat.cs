using Parquet;

namespace Streaming;

/// <summary>Apache Parquet, in the layout that Spark writes.</summary>
internal sealed class ParquetFileFormat : FileFormat
{
    public const string SchemaKey = "org.apache.spark.sql.parquet.row.metadata";

    public override string Name => "parquet";

    public override string Title => "Parquet";

    public override FileReaderFactory CreateReaders(StructType schema, StreamOptions options)
    {
        CheckTypes(schema, ParquetTypes.IsSupported);
        options.GetBoolean("mergeSchema", false);
        return new Readers(schema);
    }

    public override FileWriterFactory CreateWriters(StructType schema, StreamOptions options)
    {
        CheckTypes(schema, ParquetTypes.IsSupported);
        string? other = options.Get("parquet.compression");
        string codec = (options.Get("compression") ?? other ?? "snappy").ToLowerInvariant();
        var (method, extension) = codec switch
        {
            "none" or "uncompressed" => (CompressionMethod.None, ""),
            "snappy" => (CompressionMethod.Snappy, ".snappy"),
            "gzip" => (CompressionMethod.Gzip, ".gz"),
            "brotli" => (CompressionMethod.Brotli, ".br"),
            "lz4_raw" => (CompressionMethod.Lz4Raw, ".lz4raw"),
            "zstd" => (CompressionMethod.Zstd, ".zstd"),
            _ => throw new StreamingException(
                "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION",
                $"[CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION] The codec {codec} is not available. Available codecs are brotli, gzip, lz4_raw, none, snappy, uncompressed, zstd. SQLSTATE: 56038")
            { SqlState = "56038" },
        };
        return new Writers(extension + ".parquet", schema, method);
    }

    public override StructType InferSchema(IReadOnlyList<DataFile> files, StreamOptions options, EvaluationContext evaluation)
    {
        bool merges = options.GetBoolean("mergeSchema", false);
        StructType? schema = null;
        foreach (var file in files)
        {
            var next = SchemaOf(file.Path);
            schema = schema is null ? next : new StructType(schema.Fields.Concat(next.Fields.Where(field => !schema.Fields.Any(known => string.Equals(known.Name, field.Name, StringComparison.OrdinalIgnoreCase)))));
            if (!merges)
            {
                break;
            }
        }

        return schema ?? new StructType();
    }

    private static StructType SchemaOf(string path)
    {
        using var stream = File.OpenRead(path);
        var reader = ParquetReader.CreateAsync(stream, ParquetTypes.Options).GetAwaiter().GetResult();
        return reader.CustomMetadata.TryGetValue(SchemaKey, out string? json)
            ? (StructType)DataType.FromJson(json)
            : new StructType(reader.Schema.Fields.Select(ParquetTypes.FieldOf));
    }

    private sealed class Readers(StructType schema) : FileReaderFactory
    {
        public override FileRows Create(bool[] required, EvaluationContext evaluation) => new ParquetFileRows(schema, required);
    }

    private sealed class Writers(string extension, StructType schema, CompressionMethod method) : FileWriterFactory(extension)
    {
        public override FileWriter Create(Stream stream, EvaluationContext evaluation) => new ParquetFileWriter(stream, schema, method);
    }
}
