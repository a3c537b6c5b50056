namespace Streaming;

/// <summary>Makes DataFrames of files.</summary>
internal static class FileFrames
{
    private const string Inference = "spark.sql.streaming.schemaInference";

    public static bool IsFormat(string format) => FileFormat.All.ContainsKey(format);

    public static DataFrame Load(StreamingSession session, string formatName, StructType? schema, IReadOnlyDictionary<string, string> values, IReadOnlyList<string> paths, bool isStreaming)
    {
        if (!FileFormat.All.TryGetValue(formatName, out var format))
        {
            throw StreamFormats.Missing(formatName, FileFormat.All.Keys);
        }

        var options = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase);
        string[] all = [.. paths.Count > 0 ? paths : options.TryGetValue("path", out string? path) ? [path] : throw new StreamingException(
            "_LEGACY_ERROR_TEMP_2050", $"'path' is not specified: name what {format.Name} files to read, Load(\"folder\").")];
        options.Remove("path");
        var configuration = session.Configuration.Snapshot();
        var read = new StreamOptions(options);
        var listing = FileListing.FromOptions([.. all.Select(FileUri.ToPath)], read, isStreaming);
        listing.CheckExistence();
        if (isStreaming)
        {
            // What comes later has the same columns as what is there now.
            if (schema is null && format is not TextFileFormat && configuration.GetValueOrDefault(Inference) != "true")
            {
                throw new StreamingException(
                    "_LEGACY_ERROR_TEMP_2048",
                    "Schema must be specified when creating a streaming source DataFrame. If some files already exist in the directory, then depending on the file format you may be able to create a static DataFrame on that directory with 'spark.read.load(directory)' and infer schema from it.");
            }
        }

        var files = listing.List(mustExist: !isStreaming);
        if (schema is null)
        {
            var evaluation = new EvaluationContext { TimeZone = SqlSettings.TimeZone(configuration), IsAnsi = SqlSettings.IsAnsi(configuration) };
            if (files.Count == 0 && format is not TextFileFormat)
            {
                throw new StreamingException(
                    "UNABLE_TO_INFER_SCHEMA", $"[UNABLE_TO_INFER_SCHEMA] Unable to infer schema for {format.Title}. It must be specified manually. SQLSTATE: 42KD9") { SqlState = "42KD9" };
            }

            schema = FileScan.Infer(format, files, read, evaluation);
        }
        else if (!isStreaming)
        {
            schema = FileScan.WithPartitions(schema, files, listing.HasManifest);
        }

        // Files promise nothing about NULL.
        schema = new StructType(schema.Fields.Select(field => field with { Nullable = true }));
        return new DataFrame(session, new FileScanNode(format, listing.Paths, schema, options, configuration, isStreaming));
    }
}
