namespace Streaming.Acceptance.Tests;

/// <summary>A sink that stays away: its writers take nothing until the gate opens, and count then.</summary>
internal sealed class BlockedSink : IStreamSinkProvider
{
    private long _rows;

    public Gate Gate { get; } = new();

    /// <summary>Rows taken.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    public string ShortName => "blocked";

    public bool AllowsTemporaryCheckpoint => true;

    public IStreamSink<T> CreateSink<T>(SinkContext context) => new Sink<T>(this);

    private sealed class Sink<T>(BlockedSink owner) : IStreamSink<T>
    {
        public string Description => "BlockedSink";

        public ISinkWriter<T> CreateWriter(int worker) => new Writer<T>(owner);

        public long Commit(long epoch) => -1;

        public void Dispose()
        {
        }
    }

    private sealed class Writer<T>(BlockedSink owner) : ISinkWriter<T>
    {
        public void BeginEpoch(long epoch)
        {
        }

        public void Write(RecordBatch<T> batch, CancellationToken cancellationToken)
        {
            owner.Gate.Pass(cancellationToken);
            Interlocked.Add(ref owner._rows, batch.Count);
        }

        public void EndEpoch(CancellationToken cancellationToken)
        {
        }

        public void Abort(Exception error)
        {
        }

        public void Dispose()
        {
        }
    }
}
