namespace Streaming;

/// <summary>Writes each batch to new files and lists them in <c>_spark_metadata</c>: a batch that is listed is not written again.</summary>
internal sealed class FileSink : IStreamSink<Row>, IEpochLogSink
{
    private readonly FileSinkShape _shape;
    private readonly SinkLog _log;
    private readonly int _retained;
    private readonly List<FileSinkWriter> _writers = [];

    public FileSink(FileSinkShape shape, string path)
    {
        _shape = shape;
        Description = $"FileSink[{path}]";
        var settings = FileLogSettings.Of(shape.Configuration, "fileSink");
        _retained = settings.BatchesToRetain;
        shape.Files.CreateFolder(shape.Folder);
        _log = new SinkLog(shape.Files, Path.Combine(shape.Folder, SinkLog.FolderName), settings.CompactInterval, settings.Deletes);
    }

    public string Description { get; }

    public ISinkWriter<Row> CreateWriter(int worker)
    {
        var writer = new FileSinkWriter(_shape, worker, _log.Contains);
        _writers.Add(writer);
        return writer;
    }

    public bool HasCommitted(long epoch) => _log.Contains(epoch);

    public long Commit(long epoch)
    {
        if (!_log.Contains(epoch))
        {
            _log.Add(epoch, [.. _writers.SelectMany(writer => writer.Finished)]);
            _log.Purge(epoch - _retained);
        }

        return -1;
    }

    public void Dispose()
    {
    }
}
