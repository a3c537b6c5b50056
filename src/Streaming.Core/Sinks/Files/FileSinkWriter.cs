using System.Buffers;
using System.Globalization;

namespace Streaming;

/// <summary>Writes a worker's rows to files; they count once their batch is in the sink's log.</summary>
internal sealed class FileSinkWriter : ISinkWriter<Row>
{
    // More open files than this are finished and begun anew.
    private const int MaxOpenFiles = 200;

    private readonly FileSinkShape _shape;
    private readonly int _worker;
    private readonly Func<long, bool> _isCommitted;
    private readonly EvaluationContext _evaluation;
    private readonly Kernel[] _folderNames;
    private readonly ColumnVector[] _columns;
    private readonly ArrayBufferWriter<byte> _key = new(128);
    private readonly Dictionary<byte[], OpenFile> _open = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], OpenFile>.AlternateLookup<ReadOnlySpan<byte>> _byKey;
    private readonly List<SinkFile> _finished = [];
    private readonly List<string> _paths = [];
    private int[] _rows = new int[1024];
    private bool _skips;

    /// <summary>Creates the writer of a worker.</summary>
    /// <param name="shape">What is written.</param>
    /// <param name="worker">Number of the worker.</param>
    /// <param name="isCommitted">Whether a batch was written before; it is then left out.</param>
    public FileSinkWriter(FileSinkShape shape, int worker, Func<long, bool> isCommitted)
    {
        _shape = shape;
        _worker = worker;
        _isCommitted = isCommitted;
        _evaluation = shape.NewEvaluation(worker);
        _byKey = _open.GetAlternateLookup<ReadOnlySpan<byte>>();
        _columns = new ColumnVector[shape.DataColumns.Length];
        var binder = new Binder(shape.Schema, isAnsi: true);
        _folderNames = [.. shape.PartitionColumns.Select(column => binder.Bind(new CastExpression(new AttributeExpression(shape.Schema.Fields[column].Name), DataTypes.String)).Compile())];
    }

    private sealed record OpenFile(string Path, Stream Inner, CountingStream Stream, FileWriter Writer, List<int> Rows);

    /// <summary>The files of the epoch, once it has ended.</summary>
    public IReadOnlyList<SinkFile> Finished => _finished;

    public void BeginEpoch(long epoch)
    {
        _finished.Clear();
        _paths.Clear();
        _skips = _isCommitted(epoch);
    }

    public void Write(RecordBatch<Row> batch, CancellationToken cancellationToken)
    {
        if (_skips || batch.Count == 0)
        {
            return;
        }

        if (batch.Values[0].IsView)
        {
            if (_rows.Length < batch.Count)
            {
                _rows = new int[batch.Count];
            }

            for (int i = 0; i < batch.Count; i++)
            {
                _rows[i] = batch.Values[i].Position;
            }

            Write(batch.Values[0].Batch, RowSet.Of(_rows, batch.Count));
            return;
        }

        var builder = new RowBatchBuilder(_shape.Schema);
        for (int i = 0; i < batch.Count; i++)
        {
            builder.Add(batch.Values[i]);
        }

        foreach (var rows in builder.Batches)
        {
            Write(rows, RowSet.All(rows.Count));
        }
    }

    public void EndEpoch(CancellationToken cancellationToken)
    {
        if (_skips)
        {
            return;
        }

        // As in Spark, a batch without rows leaves an empty file: it shows the schema, and that the batch was run.
        if (_worker == 0 && _folderNames.Length == 0 && _open.Count == 0 && _finished.Count == 0)
        {
            Open("", []);
        }

        FinishAll();
        foreach (string folder in _paths.Select(path => Path.GetDirectoryName(path)!).Distinct())
        {
            _shape.Files.SyncFolder(folder);
        }
    }

    public void Abort(Exception error)
    {
        foreach (var file in _open.Values)
        {
            file.Writer.Dispose();
            file.Inner.Dispose();
        }

        _open.Clear();
        _finished.Clear();
        foreach (string path in _paths)
        {
            DurableFile.TryDelete(_shape.Files, path);
        }
    }

    public void Dispose()
    {
        foreach (var file in _open.Values)
        {
            file.Writer.Dispose();
            file.Inner.Dispose();
        }

        _open.Clear();
    }

    private void Write(RowBatch batch, RowSet rows)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = batch.Columns[_shape.DataColumns[i]];
        }

        if (_folderNames.Length == 0)
        {
            var file = _byKey.TryGetValue([], out var open) ? open : Open("", []);
            file.Writer.Write(_columns, rows);
            return;
        }

        var names = new BytesVector[_folderNames.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = (BytesVector)_folderNames[i].Evaluate(batch, rows, _evaluation);
        }

        for (int i = 0; i < rows.Count; i++)
        {
            FileOf(names, rows[i]).Rows.Add(rows[i]);
            if (_open.Count >= MaxOpenFiles)
            {
                WriteCollected();
                FinishAll();
            }
        }

        WriteCollected();
    }

    private void WriteCollected()
    {
        foreach (var file in _open.Values)
        {
            if (file.Rows.Count > 0)
            {
                file.Writer.Write(_columns, RowSet.Of([.. file.Rows], file.Rows.Count));
                file.Rows.Clear();
            }
        }
    }

    private OpenFile FileOf(BytesVector[] names, int row)
    {
        _key.ResetWrittenCount();
        foreach (var name in names)
        {
            // A length before each value keeps apart what is NULL, empty, or only looks alike together.
            var value = name.IsNull(row) ? default : name.Value(row);
            BitConverter.TryWriteBytes(_key.GetSpan(4), name.IsNull(row) ? 0 : value.Length);
            _key.Advance(4);
            _key.Write(value);
        }

        if (_byKey.TryGetValue(_key.WrittenSpan, out var file))
        {
            return file;
        }

        var folders = names.Select((name, i) => PartitionPaths.Name(
            _shape.Schema.Fields[_shape.PartitionColumns[i]].Name, name.IsNull(row) ? null : System.Text.Encoding.UTF8.GetString(name.Value(row))));
        return Open(Path.Combine([.. folders]), _key.WrittenSpan);
    }

    private OpenFile Open(string subfolder, ReadOnlySpan<byte> key)
    {
        string folder = Path.Combine(_shape.Folder, subfolder);
        _shape.Files.CreateFolder(folder);
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{_worker:00000}-{Guid.NewGuid()}-c{0:000}{_shape.Writers.Extension}"));
        _paths.Add(path);
        var inner = _shape.Files.Create(path);
        var stream = new CountingStream(inner);
        FileWriter writer;
        try
        {
            writer = _shape.Writers.Create(stream, _evaluation);
        }
        catch
        {
            inner.Dispose();
            throw;
        }

        var file = new OpenFile(path, inner, stream, writer, []);
        _open.Add(key.ToArray(), file);
        return file;
    }

    private void FinishAll()
    {
        foreach (var (key, file) in _open.ToList())
        {
            file.Writer.Finish();
            file.Writer.Dispose();
            _shape.Files.Sync(file.Inner);
            file.Inner.Dispose();
            _open.Remove(key);
            _finished.Add(new SinkFile(FileUri.Of(file.Path), file.Stream.Position, _shape.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        }
    }
}
