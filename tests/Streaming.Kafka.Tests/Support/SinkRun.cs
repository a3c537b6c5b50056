using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming.Kafka.Tests;

/// <summary>A sink and one writer, driven as the engine drives them.</summary>
internal sealed class SinkRun<T> : IDisposable
{
    private readonly IStreamSink<T> _sink;
    private long _epoch;

    public SinkRun(string servers, ITopicEncoder<T>? encoder, params (string Name, string Value)[] options)
    {
        var streamOptions = new StreamOptions(options.Prepend(("kafka.bootstrap.servers", servers)).Select(option => KeyValuePair.Create(option.Item1, option.Item2)));
        _sink = new KafkaSinkProvider().CreateSink<T>(new SinkContext
        {
            Options = streamOptions,
            Settings = encoder,
            QueryId = Guid.NewGuid(),
            OutputMode = OutputMode.Append,
            MemoryTables = new MemoryTables(),
            Time = TimeProvider.System,
            Workers = 1,
            IsRestart = false,
            Logger = NullLogger.Instance,
        });
        streamOptions.RejectUnread("sink 'kafka'");
        Writer = _sink.CreateWriter(0);
    }

    public ISinkWriter<T> Writer { get; }

    public string Description => _sink.Description;

    public long Epoch(params IEnumerable<T> rows)
    {
        Writer.BeginEpoch(_epoch);
        var batch = new RecordBatch<T>();
        foreach (var row in rows)
        {
            if (batch.IsFull)
            {
                Writer.Write(batch, TestContext.Current.CancellationToken);
                batch.Count = 0;
            }

            batch.Add(row, RecordBatch<T>.NoTimestamp, -1);
        }

        Writer.Write(batch, TestContext.Current.CancellationToken);
        Writer.EndEpoch(TestContext.Current.CancellationToken);
        return _sink.Commit(_epoch++);
    }

    public void Dispose()
    {
        Writer.Dispose();
        _sink.Dispose();
    }
}
