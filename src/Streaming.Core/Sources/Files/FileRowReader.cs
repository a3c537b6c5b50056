namespace Streaming;

/// <summary>Reads a worker's share of the files of an epoch.</summary>
internal sealed class FileRowReader : IRowReader
{
    private readonly FileScan _scan;
    private readonly StreamOptions _options;
    private readonly RowReadContext _context;
    private readonly Func<IReadOnlyList<DataFile>> _files;
    private readonly RowBatch _batch;
    private readonly Queue<DataFile> _queue = new();
    private readonly bool _ignoresMissing;
    private readonly bool _ignoresCorrupt;
    private FileColumns? _columns;
    private DataFile? _current;

    /// <summary>Creates a reader.</summary>
    /// <param name="scan">What is read.</param>
    /// <param name="options">The source's options.</param>
    /// <param name="description">The source.</param>
    /// <param name="context">The worker.</param>
    /// <param name="files">The files of the epoch; splits are ranges of this list.</param>
    public FileRowReader(FileScan scan, StreamOptions options, string description, RowReadContext context, Func<IReadOnlyList<DataFile>> files)
    {
        _scan = scan;
        _options = options;
        _context = context;
        _files = files;
        _ignoresMissing = options.GetBoolean("ignoreMissingFiles", false);
        _ignoresCorrupt = options.GetBoolean("ignoreCorruptFiles", false);
        _batch = RowBatch.Create(scan.Schema, context.BatchCapacity);
        _batch.Origin = new BatchOrigin { Source = description };
        Array.Fill(_batch.Timestamps, long.MinValue);
        Array.Fill(_batch.Rows, -1);
    }

    /// <summary>Divides files among workers, in ranges of about the same size.</summary>
    public static IReadOnlyList<SourceSplit> Split(IReadOnlyList<DataFile> files, int workers)
    {
        var splits = new List<SourceSplit>();
        long total = files.Sum(file => Math.Max(1, file.Size));
        long sum = 0;
        int start = 0;
        for (int i = 0; i < files.Count; i++)
        {
            sum += Math.Max(1, files[i].Size);
            if (i == files.Count - 1 || (splits.Count < workers - 1 && sum * workers >= total * (splits.Count + 1)))
            {
                splits.Add(new SourceSplit("", splits.Count, start, i + 1));
                start = i + 1;
            }
        }

        return splits;
    }

    public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits)
    {
        _queue.Clear();
        _current = null;
        if (splits.Count == 0)
        {
            return;
        }

        var files = _files();
        foreach (var split in splits)
        {
            for (long i = split.Start; i < split.End; i++)
            {
                _queue.Enqueue(files[(int)i]);
            }
        }
    }

    public SourceReadStatus Read(TimeSpan timeout, out RowBatch? batch, out RowSet rows, CancellationToken cancellationToken)
    {
        batch = _batch;
        rows = default;
        while (_current is not null || TryOpenNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = ReadCurrent();
            if (count > 0)
            {
                _batch.Count = count;
                rows = RowSet.All(count);
                return SourceReadStatus.Batch;
            }

            _current = null;
        }

        return SourceReadStatus.EndOfEpoch;
    }

    public void Dispose() => _columns?.Dispose();

    private bool TryOpenNext()
    {
        while (_queue.TryDequeue(out var file))
        {
            var partitions = _scan.PartitionColumns(file);
            if (_columns is null || !_columns.Fits(partitions))
            {
                _columns?.Dispose();
                _columns = new FileColumns(_scan, partitions, _options, _context, _batch);
            }

            try
            {
                _columns.Open(file);
                _current = file;
                return true;
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                if (!_ignoresMissing)
                {
                    throw FileErrors.Missing(file.Path, error);
                }
            }
            catch (Exception error) when (IsCorrupt(error))
            {
                if (!_ignoresCorrupt)
                {
                    throw FileErrors.ReadFailed(file.Path, error);
                }
            }
        }

        return false;
    }

    private int ReadCurrent()
    {
        try
        {
            return _columns!.Read(_context.BatchCapacity);
        }
        catch (Exception error) when (IsCorrupt(error))
        {
            return _ignoresCorrupt && error is not StreamingException ? 0 : throw FileErrors.ReadFailed(_current!.Path, error);
        }
    }

    private static bool IsCorrupt(Exception error) => error is not OperationCanceledException and not OutOfMemoryException;
}
