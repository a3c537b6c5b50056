using System.Globalization;
using System.Text;

namespace Streaming;

internal sealed class RateSource : IStreamSource<RateRow>
{
    private readonly RateCurve _curve;
    private readonly int _partitions;
    private readonly SourceContext _context;
    private readonly long _createdMs;
    private long _newest;
    private long? _fixedEnd;

    public RateSource(string description, RateCurve curve, int partitions, SourceContext context)
    {
        Description = description;
        _curve = curve;
        _partitions = partitions;
        _context = context;
        _createdMs = LoadOrStoreCreation();
    }

    public string Description { get; }

    public void PrepareForAvailableNow() => _fixedEnd = Now();

    // Offset 0 is new to a query that has none: its first batch is empty.
    public string? LatestOffset(string? start, ReadLimit limit) => SourceOptions.Text(Math.Max(
        _fixedEnd ?? Now(), start is null ? 0 : SourceOptions.Offset(start, Description)));

    // As Spark's: only sources with a lag tell.
    public string? ReportLatestOffset() => null;

    public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end)
    {
        long from = start is null ? 0 : SourceOptions.Offset(start, Description);
        long to = SourceOptions.Offset(end, Description);
        if (from > to)
        {
            throw new StreamingException("INVALID_OFFSET", $"The offset log asks the source {Description} for the seconds from {from} to {to}: the end is before the start. Check the clock and the checkpoint.");
        }

        return _curve.RowsAfter(from) == _curve.RowsAfter(to)
            ? []
            : [.. Enumerable.Range(0, _partitions).Select(partition => new SourceSplit("", partition, from, to))];
    }

    public ISourceReader<RateRow> CreateReader() => new Reader(this);

    public void Commit(string end)
    {
    }

    public IReadOnlyDictionary<string, string> Metrics(string? end) => new Dictionary<string, string>();

    public void Dispose()
    {
    }

    // A clock that is set back must not take seconds away.
    private long Now() => _newest = Math.Max(_newest, (_context.Time.GetUtcNow().ToUnixTimeMilliseconds() - _createdMs) / 1000);

    private long LoadOrStoreCreation()
    {
        var files = _context.FileSystem;
        string path = Path.Combine(_context.CheckpointFolder, "0");
        if (files.FileExists(path))
        {
            using var reader = new StreamReader(files.OpenRead(path), Encoding.UTF8);
            string text = reader.ReadToEnd();
            var lines = text.Split('\n', StringSplitOptions.TrimEntries);
            if (lines.Length < 2 || lines[0] != "v1" || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out long stored))
            {
                throw new StreamingException("MALFORMED_LOG", $"The file {path} should hold 'v1' and the start of the rate source in milliseconds, but holds '{(text.Length > 60 ? text[..60] + "..." : text)}'. The checkpoint belongs to a query with another source, or the file is damaged: use another checkpointLocation, or put back the file.");
            }

            return stored;
        }

        long now = _context.Time.GetUtcNow().ToUnixTimeMilliseconds();
        files.CreateFolder(_context.CheckpointFolder);
        string temporary = path + ".tmp";
        using (var stream = files.Create(temporary))
        {
            stream.Write(Encoding.UTF8.GetBytes($"v1\n{SourceOptions.Text(now)}"));
            files.Sync(stream);
        }

        files.Rename(temporary, path, overwrite: true);
        files.SyncFolder(_context.CheckpointFolder);
        return now;
    }

    private sealed class Reader(RateSource source) : SplitReader<RateRow>(source.Description)
    {
        protected override long FirstPosition(SourceSplit split) => source._curve.RowsAfter(split.Start) + split.Partition;

        protected override bool Fill(SourceSplit split, ref long position, RecordBatch<RateRow> batch)
        {
            long first = source._curve.RowsAfter(split.Start);
            long end = source._curve.RowsAfter(split.End);
            double millisecondsPerRow = (split.End - split.Start) * 1000.0 / (end - first);
            long startMs = source._createdMs + (split.Start * 1000);
            batch.Origin.FirstOffset = position;
            for (; position < end && !batch.IsFull; position += source._partitions)
            {
                long timeMs = startMs + (long)Math.Floor(((position - first) * millisecondsPerRow) + 0.5);
                batch.Add(new RateRow(DateTimeOffset.FromUnixTimeMilliseconds(timeMs), position), timeMs * 1000, batch.Count);
            }

            return position >= end;
        }
    }
}
