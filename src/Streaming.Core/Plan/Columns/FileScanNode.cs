namespace Streaming;

/// <summary>Rows of files: those of a folder that keep coming, or those that are there.</summary>
public sealed class FileScanNode : RowSourceNode
{
    private readonly FileFormat _files;
    private readonly IReadOnlyDictionary<string, string> _configuration;

    internal FileScanNode(FileFormat format, IReadOnlyList<string> paths, StructType schema, IReadOnlyDictionary<string, string> options, IReadOnlyDictionary<string, string> configuration, bool isStreaming)
        : base(isStreaming ? "StreamingRelation" : "FileScan", format.Name, schema, options, isStreaming)
    {
        _files = format;
        _configuration = configuration;
        Paths = paths;
    }

    /// <summary>Files, folders, or patterns of them.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <inheritdoc/>
    public override string Detail => $"{Format}: {string.Join(", ", Paths)}";

    internal override IRowSource CreateSource(SourceContext context)
    {
        context.Options.Get("path");
        var scan = new FileScan(_files, Schema, FileListing.FromOptions(Paths, context.Options, IsStreaming));
        return IsStreaming
            ? new FileStreamSource(scan, context, FileLogSettings.Of(_configuration, "fileSource"))
            : new FileScanSource(scan, context);
    }
}
