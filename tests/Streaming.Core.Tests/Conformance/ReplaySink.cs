namespace Streaming.Core.Tests;

/// <summary>What reached the sink of a replayed case: batches, and the calls of a foreach writer.</summary>
internal sealed class ReplaySink : IStreamSinkProvider
{
    private readonly Lock _lock = new();
    private readonly List<(long BatchId, List<string> Rows)> _batches = [];
    private readonly List<string> _calls = [];
    private long _newest = -1;

    public string ShortName => "replay";

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

    public void Take<T>(IReadOnlyList<T> rows, long batchId)
    {
        lock (_lock)
        {
            _newest = Math.Max(_newest, batchId);
            _batches.Add((batchId, [.. rows.Select(row => ReplayValues.Row(row))]));
        }
    }

    public IForeachWriter<T> Writer<T>(string? behaviour) => new ForeachWriter<T>(this, behaviour);

    private void Call(string text)
    {
        lock (_lock)
        {
            _calls.Add(text);
        }
    }

    // The memory sink that the recorder used: it ignores a repeated batch and survives restarts.
    private sealed class MemoryLike<T>(ReplaySink owner) : BatchSink<T>
    {
        public override string Description => "MemorySink";

        protected override long AddBatch(long batchId, IReadOnlyList<T> rows)
        {
            if (batchId > owner._newest)
            {
                owner.Take(rows, batchId);
            }

            return rows.Count;
        }
    }

    private sealed class ForeachWriter<T>(ReplaySink owner, string? behaviour) : IForeachWriter<T>
    {
        public bool Open(long partitionId, long epochId)
        {
            owner.Call($"open({partitionId}, {epochId})");
            return behaviour != "skip";
        }

        public void Process(T row)
        {
            string text = ReplayValues.Row(row)[1..^1];
            owner.Call($"process({text})");
            if (behaviour == "throw")
            {
                throw new InvalidOperationException("error from process");
            }
        }

        public void Close(Exception? error) => owner.Call($"close({(error is null ? "null" : error.Message)})");
    }
}
