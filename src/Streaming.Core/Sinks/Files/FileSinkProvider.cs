namespace Streaming;

/// <summary>The sinks <c>csv</c>, <c>json</c>, <c>parquet</c> and <c>text</c>: new files per batch, exactly once.</summary>
internal sealed class FileSinkProvider(FileFormat format) : IStreamSinkProvider
{
    public string ShortName => format.Name;

    public bool AllowsTemporaryCheckpoint => false;

    public IStreamSink<T> CreateSink<T>(SinkContext context)
    {
        if (!context.IsBatch && context.OutputMode != OutputMode.Append)
        {
            throw new StreamingException(
                "STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE",
                $"[STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE] Invalid streaming output mode: {context.OutputMode.ToString().ToLowerInvariant()}. This output mode is not supported in Data Source {format.Name}. SQLSTATE: 42KDE")
            { SqlState = "42KDE" };
        }

        string? path = context.Options.Get("path");
        if (string.IsNullOrEmpty(path))
        {
            throw new StreamingException("_LEGACY_ERROR_TEMP_2050", $"'path' is not specified: name the folder of the {format.Name} files, Option(\"path\", ...).");
        }

        if (context.Options.Get("retention") is not null)
        {
            throw StreamOptions.Invalid("retention", context.Options.Get("retention")!, "nothing: files are kept");
        }

        string folder = Path.GetFullPath(FileUri.ToPath(path));
        if (context.Schema is { } schema)
        {
            return (IStreamSink<T>)Create(schema, path, folder, context);
        }

        var records = RecordSchema<T>.Create();
        return new TypedFileSink<T>(records, Create(records.Schema, path, folder, context));
    }

    private IStreamSink<Row> Create(StructType schema, string path, string folder, SinkContext context)
    {
        var shape = FileSinkShape.Create(format, schema, folder, context.PartitionColumns, context);
        return context.IsBatch ? new BatchFileSink(shape, context.Settings is BatchWriteSettings { Overwrites: true }) : new FileSink(shape, path);
    }
}
