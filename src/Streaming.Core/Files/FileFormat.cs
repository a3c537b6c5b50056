namespace Streaming;

/// <summary>A format of files with rows.</summary>
internal abstract class FileFormat
{
    /// <summary>Name used in <c>Format</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Name in error texts.</summary>
    public abstract string Title { get; }

    /// <summary>Reads all options of the format for reading, and checks the schema.</summary>
    /// <exception cref="StreamingException">An option or a type does not do.</exception>
    public abstract FileReaderFactory CreateReaders(StructType schema, StreamOptions options);

    /// <summary>Reads all options of the format for writing, and checks the schema.</summary>
    /// <exception cref="StreamingException">An option or a type does not do.</exception>
    public abstract FileWriterFactory CreateWriters(StructType schema, StreamOptions options);

    /// <summary>The schema of some files, where it can be told; reads all options of the format.</summary>
    public abstract StructType InferSchema(IReadOnlyList<DataFile> files, StreamOptions options, EvaluationContext evaluation);

    /// <summary>The formats by name.</summary>
    public static IReadOnlyDictionary<string, FileFormat> All { get; } = new FileFormat[] { new TextFileFormat(), new JsonFileFormat(), new CsvFileFormat(), new ParquetFileFormat() }
        .ToDictionary(format => format.Name, StringComparer.OrdinalIgnoreCase);

    protected void CheckTypes(StructType schema, Func<DataType, bool> isSupported)
    {
        foreach (var field in schema.Fields)
        {
            if (!isSupported(field.Type))
            {
                throw new StreamingException(
                    "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
                    $"[UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE] The {Title} datasource doesn't support the column `{field.Name}` of the type \"{field.Type.Sql}\". SQLSTATE: 0A000")
                { SqlState = "0A000" };
            }
        }
    }
}
