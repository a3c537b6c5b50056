namespace Streaming;

/// <summary>What is read of some files: the format, the columns, and where the files are.</summary>
internal sealed class FileScan(FileFormat format, StructType schema, FileListing listing)
{
    public FileFormat Format => format;

    /// <summary>The columns of the rows: those in the files, and those whose values are names of folders.</summary>
    public StructType Schema => schema;

    public FileListing Listing => listing;

    /// <summary>The columns that a file does not hold because a folder above it names their value.</summary>
    public bool[] PartitionColumns(DataFile file)
    {
        var result = new bool[schema.Fields.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = file.Partitions.Any(partition => Same(partition.Key, schema.Fields[i].Name));
        }

        return result;
    }

    /// <summary>The columns that the files of some folders hold.</summary>
    public StructType DataSchema(bool[] partitionColumns) => new(schema.Fields.Where((_, i) => !partitionColumns[i]));

    /// <summary>Reads and checks the options of the format.</summary>
    /// <param name="options">The options.</param>
    /// <param name="files">Some of the files, which show the folders; may be empty.</param>
    public void Check(StreamOptions options, IReadOnlyList<DataFile> files)
    {
        options.GetBoolean("ignoreMissingFiles", false);
        options.GetBoolean("ignoreCorruptFiles", false);
        var data = files.Count > 0 ? DataSchema(PartitionColumns(files[0])) : schema;

        // Which of several columns are folders is not known before there is a folder.
        format.CreateReaders(files.Count == 0 && format is TextFileFormat && schema.Fields.Count > 1 ? new StructType(schema.Fields[0]) : data, options);
    }

    /// <summary>The files' common schema, then columns for their folders.</summary>
    public static StructType Infer(FileFormat format, IReadOnlyList<DataFile> files, StreamOptions options, EvaluationContext evaluation)
    {
        var data = format.InferSchema(files, options, evaluation);
        return new StructType(data.Fields.Where(field => !PartitionsOf(files).Any(partition => Same(partition.Key, field.Name)))
            .Concat(PartitionsOf(files).Select(partition => new StructField(partition.Key, PartitionPaths.TypeOf(partition.Select(value => value))))));
    }

    /// <summary>A schema with all folder columns: at the end, as Spark has it for bounded data; of what a file sink wrote those that the schema names stay in their place.</summary>
    public static StructType WithPartitions(StructType schema, IReadOnlyList<DataFile> files, bool keepsOrder)
    {
        var partitions = PartitionsOf(files).ToList();
        return new StructType(schema.Fields.Where(field => keepsOrder || !partitions.Exists(partition => Same(partition.Key, field.Name)))
            .Concat(partitions.Where(partition => !keepsOrder || !schema.Fields.Any(field => Same(field.Name, partition.Key))).Select(partition => schema.Fields.FirstOrDefault(field => Same(field.Name, partition.Key))
                ?? new StructField(partition.Key, PartitionPaths.TypeOf(partition.Select(value => value))))));
    }

    private static IEnumerable<IGrouping<string, string?>> PartitionsOf(IReadOnlyList<DataFile> files) =>
        files.SelectMany(file => file.Partitions).GroupBy(partition => partition.Key, partition => partition.Value, StringComparer.OrdinalIgnoreCase);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
