namespace Streaming;

/// <summary>How rows become files: the format, where they go, and which columns are names of folders.</summary>
internal sealed class FileSinkShape
{
    public required IFileSystem Files { get; init; }

    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    public required StructType Schema { get; init; }

    /// <summary>Positions of the columns that are names of folders.</summary>
    public required int[] PartitionColumns { get; init; }

    /// <summary>Positions of the columns that are in the files.</summary>
    public required int[] DataColumns { get; init; }

    public required FileWriterFactory Writers { get; init; }

    public required IReadOnlyDictionary<string, string> Configuration { get; init; }

    public required TimeProvider Time { get; init; }

    public required Func<int, EvaluationContext> NewEvaluation { get; init; }

    public static FileSinkShape Create(FileFormat format, StructType schema, string folder, IReadOnlyList<string> partitionBy, SinkContext context)
    {
        var partitions = partitionBy.Select(name => Find(schema, name)).ToArray();
        if (partitions.Length > 0 && partitions.Length == schema.Fields.Count)
        {
            throw new StreamingException("ALL_PARTITION_COLUMNS_NOT_ALLOWED", "[ALL_PARTITION_COLUMNS_NOT_ALLOWED] Cannot use all columns for partition columns. SQLSTATE: KD005") { SqlState = "KD005" };
        }

        foreach (int partition in partitions)
        {
            if (schema.Fields[partition].Type is not (AtomicType or DecimalType))
            {
                throw new StreamingException(
                    "INVALID_PARTITION_COLUMN_DATA_TYPE",
                    $"[INVALID_PARTITION_COLUMN_DATA_TYPE] Cannot use {schema.Fields[partition].Type.Sql} for partition column. SQLSTATE: 0A000") { SqlState = "0A000" };
            }
        }

        var data = Enumerable.Range(0, schema.Fields.Count).Except(partitions).ToArray();
        return new FileSinkShape
        {
            Files = context.FileSystem,
            Folder = folder,
            Schema = schema,
            PartitionColumns = partitions,
            DataColumns = data,
            Writers = format.CreateWriters(new StructType(data.Select(i => schema.Fields[i])), context.Options),
            Configuration = context.Configuration,
            Time = context.Time,
            NewEvaluation = context.NewEvaluation,
        };
    }

    private static int Find(StructType schema, string name)
    {
        for (int i = 0; i < schema.Fields.Count; i++)
        {
            if (string.Equals(schema.Fields[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new StreamingException(
            "PARTITION_COLUMN_NOT_FOUND_IN_SCHEMA",
            $"[PARTITION_COLUMN_NOT_FOUND_IN_SCHEMA] Partition column `{name}` not found in schema \"{schema.Sql}\". Please provide the existing column for partitioning. SQLSTATE: 42000") { SqlState = "42000" };
    }
}
