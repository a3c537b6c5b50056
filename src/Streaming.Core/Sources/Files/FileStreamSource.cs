using System.Globalization;
using System.Text.Json;

namespace Streaming;

/// <summary>Files that appear in a folder, each read once: ordered by their times, logged in the checkpoint before they are read.</summary>
internal sealed class FileStreamSource : IRowSource
{
    private readonly FileScan _scan;
    private readonly StreamOptions _options;
    private readonly FileSourceOptions _settings;
    private readonly FileSourceLog _log;
    private readonly SeenFiles _seen;
    private readonly FileCleaner? _cleaner;
    private readonly Dictionary<long, IReadOnlyList<FileSourceEntry>> _batches = [];
    private readonly int _workers;
    private readonly int _retained;
    private List<DataFile>? _unread;
    private IReadOnlyList<DataFile>? _availableNow;
    private IReadOnlyList<DataFile> _current = [];
    private long _cleaned = -1;

    public FileStreamSource(FileScan scan, SourceContext context, FileLogSettings logs)
    {
        _scan = scan;
        _options = context.Options;
        _settings = FileSourceOptions.FromOptions(context.Options);
        _workers = context.Workers;
        scan.Listing.CheckExistence();
        scan.Check(context.Options, scan.Listing.List(mustExist: false));
        if (_settings.Cleanup != FileCleanup.Off)
        {
            if (_settings.Cleanup == FileCleanup.Archive)
            {
                FileCleaner.CheckArchive(_settings.ArchiveFolder!, scan.Listing.Paths);
            }

            _cleaner = new FileCleaner(_settings.Cleanup, _settings.ArchiveFolder, context.Logger);
        }

        _log = new FileSourceLog(context.FileSystem, context.CheckpointFolder, logs.CompactInterval, logs.Deletes);
        _retained = logs.BatchesToRetain;
        _seen = new SeenFiles(_settings.MaxAgeMs, _settings.FileNameOnly);
        foreach (var entry in _log.ReadAll())
        {
            _seen.Add(entry.Path, entry.ModifiedMs);
        }

        _seen.Purge();
        Description = $"FileStreamSource[{string.Join(",", scan.Listing.Paths.Select(path => "file:" + FileUri.Of(path)["file://".Length..]))}]";
    }

    public string Description { get; }

    public void PrepareForAvailableNow() => _availableNow = _scan.Listing.List(mustExist: false);

    public string? LatestOffset(string? start, ReadLimit limit)
    {
        var files = Take(limit);
        if (files.Count > 0)
        {
            long id = _log.LatestId + 1;
            var entries = files.Select(file => new FileSourceEntry(FileUri.Of(file.Path), file.ModifiedMs, id)).ToList();
            _log.Add(id, entries);
            _batches[id] = entries;
            foreach (var entry in entries)
            {
                _seen.Add(entry.Path, entry.ModifiedMs);
            }

            _seen.Purge();
        }

        return _log.LatestId < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{{\"logOffset\":{_log.LatestId}}}");
    }

    public string? ReportLatestOffset() => null;

    public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end)
    {
        long from = start is null ? 0 : ParseOffset(start) + 1;
        long to = ParseOffset(end);
        var entries = new List<FileSourceEntry>();
        for (long id = from; id <= to; id++)
        {
            entries.AddRange(Batch(id));
        }

        _current = [.. entries.DistinctBy(entry => entry.Path).Select(ToFile)];
        return FileRowReader.Split(_current, _workers);
    }

    public void Commit(string end)
    {
        long done = ParseOffset(end);
        if (_cleaner is not null)
        {
            // After a restart the newest batch may have been committed and not cleaned.
            for (long id = _cleaned < 0 ? done : _cleaned + 1; id <= done; id++)
            {
                foreach (var entry in Batch(id))
                {
                    _cleaner.Clean(FileUri.ToPath(entry.Path));
                }
            }

            _cleaned = done;
        }

        foreach (long id in _batches.Keys.Where(id => id <= done).ToList())
        {
            _batches.Remove(id);
        }

        _log.Purge(done - _retained);
    }

    public IReadOnlyDictionary<string, string> Metrics(string? end) => new Dictionary<string, string>();

    public IRowReader CreateReader(RowReadContext context) => new FileRowReader(_scan, _options, Description, context, () => _current);

    public void Dispose()
    {
    }

    private List<DataFile> Take(ReadLimit limit)
    {
        bool mayCache = !_settings.LatestFirst && _availableNow is null;
        var fresh = mayCache && _unread is not null ? _unread : NewFiles();
        long? maxFiles = limit == ReadLimit.AllAvailable ? null : _settings.MaxFiles;
        long? maxBytes = limit == ReadLimit.AllAvailable ? null : _settings.MaxBytes;
        int count = maxFiles is { } files ? (int)Math.Min(files, fresh.Count) : maxBytes is { } bytes ? CountWithin(fresh, bytes) : fresh.Count;
        var left = fresh[count..];

        // A long list is worth keeping, a short rest is not: new files would wait for another look at the folder.
        bool keeps = mayCache && left.Count > 0 && (maxFiles is { } most ? left.Count >= most * _settings.DiscardCachedRatio : maxBytes is { } size && left.Sum(file => file.Size) >= size * _settings.DiscardCachedRatio);
        _unread = keeps && _settings.MaxCachedFiles > 0 ? left[..Math.Min(left.Count, _settings.MaxCachedFiles)] : null;
        return fresh[..count];
    }

    private List<DataFile> NewFiles()
    {
        var files = (_availableNow ?? _scan.Listing.List(mustExist: false)).Where(file => _seen.IsNew(FileUri.Of(file.Path), file.ModifiedMs));
        return [.. _settings.LatestFirst ? files.OrderByDescending(file => file.ModifiedMs) : files.OrderBy(file => file.ModifiedMs)];
    }

    // One file at least, or a large one would never be read.
    private static int CountWithin(List<DataFile> files, long bytes)
    {
        int count = 0;
        long sum = 0;
        while (count < files.Count && (count == 0 || sum + files[count].Size <= bytes))
        {
            sum += files[count++].Size;
        }

        return count;
    }

    private IReadOnlyList<FileSourceEntry> Batch(long id)
    {
        if (_batches.TryGetValue(id, out var known))
        {
            return known;
        }

        // Only after a restart.
        foreach (var batch in _log.ReadAll().GroupBy(entry => entry.BatchId))
        {
            if (batch.Key >= id)
            {
                _batches[batch.Key] = [.. batch];
            }
        }

        return _batches.TryGetValue(id, out known) ? known : throw new StreamingException(
            "MISSING_METADATA_LOG_FILE",
            $"The log of the file source in {_log.Folder} has no batch {id}, which the offset log names. {CheckpointErrors.Remedy}");
    }

    private DataFile ToFile(FileSourceEntry entry)
    {
        string path = FileUri.ToPath(entry.Path);
        var info = new FileInfo(path);
        return new DataFile(path, info.Exists ? info.Length : 0, entry.ModifiedMs, _scan.Listing.PartitionsOf(path));
    }

    private long ParseOffset(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty("logOffset").GetInt64();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw SourceOptions.BadOffset(json, Description, "{\"logOffset\":N}");
        }
    }
}
