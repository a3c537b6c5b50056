using System.Globalization;
using System.Text;

namespace Streaming.Core.Tests.Docs;

/// <summary>The source "logfile": the lines of a file that grows. An offset is a position in bytes.</summary>
public sealed class LogFileSourceProvider : IStreamSourceProvider<string>
{
    public string ShortName => "logfile";

    public IStreamSource<string> CreateSource(SourceContext context) =>
        new LogFileSource(context.Options.Get("path") ?? throw new StreamingException("MISSING_OPTION", "Source 'logfile' needs the option 'path'."));
}

internal sealed class LogFileSource(string path) : IStreamSource<string>
{
    private long? _fixedEnd;
    private long _end;

    public string Description => $"LogFile[{path}]";

    // Trigger.AvailableNow: what is there now, and no more.
    public void PrepareForAvailableNow() => _fixedEnd = EndOfLastLine();

    public string? LatestOffset(string? start, ReadLimit limit)
    {
        long end = _fixedEnd ?? EndOfLastLine();
        return end > Position(start) ? Text(end) : start;
    }

    public string? ReportLatestOffset() => Text(EndOfLastLine());

    // One partition. Several would be read by several workers.
    public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end) =>
        Position(start) < Position(end) ? [new SourceSplit(path, 0, Position(start), Position(end))] : [];

    public ISourceReader<string> CreateReader() => new LogFileReader(Description);

    public void Commit(string end)
    {
        // All before this offset was processed. A queue would forget it now; a file keeps it.
    }

    public IReadOnlyDictionary<string, string> Metrics(string? end) => new Dictionary<string, string>();

    public void Dispose()
    {
    }

    private static long Position(string? offset) => offset is null ? 0 : long.Parse(offset, CultureInfo.InvariantCulture);

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);

    // A line that is still being written does not count yet.
    private long EndOfLastLine()
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = _end;
        for (int value = file.ReadByte(); value >= 0; value = file.ReadByte())
        {
            if (value == '\n')
            {
                _end = file.Position;
            }
        }

        return _end;
    }
}

internal sealed class LogFileReader : ISourceReader<string>
{
    private readonly RecordBatch<string> _batch = new();
    private readonly long[] _offsets = new long[RecordBatch<string>.DefaultCapacity];
    private FileStream? _file;
    private long _end;

    // The origin is what errors name: file, partition and offset of the record at fault.
    public LogFileReader(string description) => _batch.Origin = new BatchOrigin { Source = description, Offsets = _offsets };

    // At most one range a partition; none where another worker has it.
    public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits)
    {
        _file?.Dispose();
        _file = null;
        foreach (var split in splits)
        {
            _batch.Origin.Name = split.Name;
            _batch.Origin.Partition = split.Partition;
            _file = new FileStream(split.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite) { Position = split.Start };
            _end = split.End;
        }
    }

    public SourceReadStatus Read(TimeSpan timeout, out RecordBatch<string>? batch, CancellationToken cancellationToken)
    {
        batch = null;
        _batch.Count = 0;
        while (_file is not null && _file.Position < _end && !_batch.IsFull)
        {
            _offsets[_batch.Count] = _file.Position;
            _batch.Add(ReadLine(_file), RecordBatch<string>.NoTimestamp, row: _batch.Count);
        }

        if (_batch.Count == 0)
        {
            return SourceReadStatus.EndOfEpoch;
        }

        batch = _batch;
        return SourceReadStatus.Batch;
    }

    public void Dispose() => _file?.Dispose();

    private static string ReadLine(FileStream file)
    {
        var bytes = new List<byte>();
        for (int value = file.ReadByte(); value is >= 0 and not '\n'; value = file.ReadByte())
        {
            bytes.Add((byte)value);
        }

        return Encoding.UTF8.GetString([.. bytes]).TrimEnd('\r');
    }
}
