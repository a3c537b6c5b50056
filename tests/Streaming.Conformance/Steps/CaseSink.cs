namespace Streaming.Conformance;

/// <summary>What reached the sink of a case: batches, and the calls of a foreach writer.</summary>
/// <param name="text">A row as text.</param>
internal sealed class CaseSink(Func<Row, string> text) : IStreamSinkProvider
{
    private readonly Func<Row, string> _text = text;
    private readonly Lock _lock = new();
    private readonly List<(long BatchId, List<string> Rows)> _batches = [];
    private readonly List<string> _calls = [];
    private long _newest = -1;

    public CaseSink()
        : this(ValueText.Row)
    {
    }

    public string ShortName => "conformance";

    public bool AllowsTemporaryCheckpoint => true;

    /// <summary>Rows since the last <see cref="TakeBatches"/>.</summary>
    public int RowCount
    {
        get
        {
            lock (_lock)
            {
                return _batches.Sum(batch => batch.Rows.Count);
            }
        }
    }

    /// <summary>Batches taken since the last call.</summary>
    public List<(long BatchId, List<string> Rows)> TakeBatches()
    {
        lock (_lock)
        {
            List<(long, List<string>)> taken = [.. _batches];
            _batches.Clear();
            return taken;
        }
    }

    /// <summary>Calls of the foreach writer since the last call.</summary>
    public List<string> TakeCalls()
    {
        lock (_lock)
        {
            List<string> taken = [.. _calls];
            _calls.Clear();
            return taken;
        }
    }

    public IStreamSink<T> CreateSink<T>(SinkContext context) => new MemoryLike<T>(this);

    public void Take(long batchId, List<string> rows)
    {
        lock (_lock)
        {
            _newest = Math.Max(_newest, batchId);
            _batches.Add((batchId, rows));
        }
    }

    public IForeachWriter<Row> Writer(string? behaviour) => new ForeachWriter(this, behaviour);

    private void Call(string text)
    {
        lock (_lock)
        {
            _calls.Add(text);
        }
    }

    // The memory sink that the recorder used: it ignores a repeated batch and survives restarts.
    private sealed class MemoryLike<T>(CaseSink owner) : IStreamSink<T>
    {
        private readonly List<RowWriter<T>> _writers = [];

        public string Description => "MemorySink";

        public ISinkWriter<T> CreateWriter(int worker)
        {
            var writer = new RowWriter<T>(owner);
            _writers.Add(writer);
            return writer;
        }

        public long Commit(long epoch)
        {
            var rows = _writers.SelectMany(writer => writer.Rows).ToList();
            if (epoch > owner._newest)
            {
                owner.Take(epoch, rows);
            }

            return rows.Count;
        }

        public void Dispose()
        {
        }
    }

    // Rows become texts while they are inside the engine: not every value of SQL fits into a C# type.
    private sealed class RowWriter<T>(CaseSink owner) : ISinkWriter<T>
    {
        public List<string> Rows { get; } = [];

        public void BeginEpoch(long epoch) => Rows.Clear();

        public void Write(RecordBatch<T> batch, CancellationToken cancellationToken)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                Rows.Add(owner._text((Row)(object)batch.Values[i]!));
            }
        }

        public void EndEpoch(CancellationToken cancellationToken)
        {
        }

        public void Abort(Exception error) => Rows.Clear();

        public void Dispose()
        {
        }
    }

    private sealed class ForeachWriter(CaseSink owner, string? behaviour) : IForeachWriter<Row>
    {
        public bool Open(long partitionId, long epochId)
        {
            owner.Call($"open({partitionId}, {epochId})");
            return behaviour != "skip";
        }

        public void Process(Row row)
        {
            owner.Call($"process({row.ToString()[1..^1]})");
            if (behaviour == "throw")
            {
                throw new InvalidOperationException("error from process");
            }
        }

        public void Close(Exception? error) => owner.Call($"close({(error is null ? "null" : error.Message)})");
    }
}
