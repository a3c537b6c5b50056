using System.Text;
using Confluent.Kafka;

namespace Streaming.Acceptance.Tests;

/// <summary>Writes many records quickly; a full queue holds it up.</summary>
internal sealed class LineProducer : IDisposable
{
    private readonly IProducer<Null, byte[]> _producer;
    private Error? _failure;

    public LineProducer(string servers, bool compressed = true)
    {
        var config = new ProducerConfig { BootstrapServers = servers, LingerMs = 5, CompressionType = compressed ? CompressionType.Lz4 : CompressionType.None, EnableIdempotence = true };
        _producer = new ProducerBuilder<Null, byte[]>(config).SetLogHandler((_, _) => { }).Build();
    }

    public void Send(string topic, int partition, string line) => Send(topic, partition, Encoding.UTF8.GetBytes(line));

    public void Send(string topic, int partition, byte[] value)
    {
        while (true)
        {
            try
            {
                _producer.Produce(new TopicPartition(topic, partition), new Message<Null, byte[]> { Value = value }, Delivered);
                return;
            }
            catch (ProduceException<Null, byte[]> error) when (error.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    /// <summary>Returns when all are delivered.</summary>
    public void Flush()
    {
        int left = _producer.Flush(TimeSpan.FromSeconds(60));
        Assert.True(left == 0 && _failure is null, $"{left} records were not delivered: {_failure?.Reason}");
    }

    public void Dispose() => _producer.Dispose();

    private void Delivered(DeliveryReport<Null, byte[]> report)
    {
        if (report.Error.IsError)
        {
            _failure = report.Error;
        }
    }
}
