namespace Streaming;

/// <summary>Files as bounded data: those that are there when the query starts.</summary>
internal sealed class FileScanSource : BoundedSource
{
    private readonly FileScan _scan;
    private readonly StreamOptions _options;
    private readonly int _workers;
    private readonly IReadOnlyList<DataFile> _files;

    public FileScanSource(FileScan scan, SourceContext context)
    {
        _scan = scan;
        _options = context.Options;
        _workers = context.Workers;
        _files = scan.Listing.List();
        scan.Check(context.Options, _files);
    }

    public override string Description => $"FileScan {_scan.Format.Name}";

    public override IRowReader CreateReader(RowReadContext context) => new FileRowReader(_scan, _options, Description, context, () => _files);

    protected override IReadOnlyList<SourceSplit> Splits() => FileRowReader.Split(_files, _workers);
}
