using System.Text.Unicode;
using System.Text.Json;
using Confluent.Kafka;

namespace Streaming.Bench;

/// <summary>W4 as a bare loop over Confluent.Kafka: one consumer, one producer, one thread.</summary>
internal sealed class FloorLatency : IDisposable
{
    private static readonly Headers NoHeaders = [];

    private readonly BenchOptions _options;
    private readonly ValueReader _reader = new();
    private readonly ValueWriter _writer = new();
    private readonly IConsumer<byte, int> _consumer;
    private readonly IProducer<byte, byte> _producer;
    private readonly Thread _thread;
    private readonly byte[] _text = new byte[128];
    private volatile bool _stop;
    private Exception? _failure;

    public FloorLatency(BenchOptions options)
    {
        _options = options;
        _producer = new ProducerBuilder<byte, byte>(FloorSettings.Producer(options))
            .SetKeySerializer(new NoKeyWriter()).SetValueSerializer(_writer).SetLogHandler((_, _) => { }).Build();
        _consumer = new ConsumerBuilder<byte, int>(FloorSettings.Consumer(options))
            .SetKeyDeserializer(new NoKeyReader()).SetValueDeserializer(_reader).SetLogHandler((_, _) => { }).Build();
        _thread = new Thread(Loop) { Name = "worker" };
    }

    /// <summary>Starts to answer.</summary>
    public void Start() => _thread.Start();

    /// <summary>Stops answering.</summary>
    public void Stop()
    {
        _stop = true;
        _thread.Join();
        if (_failure is not null)
        {
            throw new InvalidOperationException("The pipeline failed.", _failure);
        }
    }

    public void Dispose()
    {
        _producer.Dispose();
        _consumer.Dispose();
    }

    private void Loop()
    {
        try
        {
            Answer();
        }
        catch (Exception error)
        {
            _failure = error;
        }
    }

    private void Answer()
    {
        var message = new Message<byte, byte> { Headers = NoHeaders };
        var targets = Enumerable.Range(0, 4).Select(partition => new TopicPartition(_options.Output, partition)).ToArray();
        Action<DeliveryReport<byte, byte>> delivered = report => _failure ??= report.Error.IsError ? new KafkaException(report.Error) : null;
        _consumer.Assign(targets.Select(target => new TopicPartitionOffset(_options.Input, target.Partition, 0)));
        while (!_stop && _failure is null)
        {
            _reader.Clear();
            var result = _consumer.Consume(100);
            while (result is not null)
            {
                if (Write(_reader.Last(result.Message.Value)) is var length and > 0)
                {
                    _writer.Set(_text.AsSpan(0, length));
                    _producer.Produce(targets[result.Partition.Value], message, delivered);
                }

                result = _consumer.Consume(0);
            }

            _producer.Poll(TimeSpan.Zero);
        }
    }

    // The answer to a record, or nothing.
    private int Write(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        long id = 0, v = 0, t = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ref long field = ref (reader.ValueTextEquals("id"u8) ? ref id : ref (reader.ValueTextEquals("v"u8) ? ref v : ref t));
            reader.Read();
            field = reader.GetInt64();
        }

        return v > 50 && Utf8.TryWrite(_text, $"{{\"id\":{id},\"w\":{2 * v},\"t\":{t}}}", out int written) ? written : 0;
    }
}
