using System.Buffers.Text;
using Confluent.Kafka;

namespace Streaming.Bench;

/// <summary>One consumer, one producer, some of the partitions, one thread.</summary>
internal sealed class FloorWorker : IDisposable
{
    private const int BatchSize = 1024;
    private static readonly Headers NoHeaders = [];

    private readonly BenchOptions _options;
    private readonly RunMeter _meter;
    private readonly int[] _partitions;
    private readonly long[] _ends;
    private readonly ValueReader _reader = new();
    private readonly ValueWriter _writer = new();
    private readonly IConsumer<byte, int>? _consumer;
    private readonly IProducer<byte, byte>? _producer;
    private readonly TopicPartition?[] _targets;
    private readonly Message<byte, byte> _message = new() { Headers = NoHeaders };
    private readonly Action<DeliveryReport<byte, byte>>? _delivered;
    private long _sent;
    private long _acked;
    private Error? _failure;

    public FloorWorker(BenchOptions options, RunMeter meter, int worker, int[] partitions, long[] ends)
    {
        _options = options;
        _meter = meter;
        _partitions = [.. partitions.Where((_, index) => index % options.Workers == worker)];
        _ends = new long[partitions.Max() + 1];
        _targets = new TopicPartition?[_ends.Length];
        for (int i = 0; i < partitions.Length; i++)
        {
            _ends[partitions[i]] = ends[i];
            _targets[partitions[i]] = new TopicPartition(options.Output, partitions[i]);
        }

        _delivered = options.Delivery == FloorDelivery.Handler ? Delivered : null;
        if (options.Part != FloorPart.Consume)
        {
            _producer = new ProducerBuilder<byte, byte>(FloorSettings.Producer(options))
                .SetKeySerializer(new NoKeyWriter()).SetValueSerializer(_writer)
                .SetErrorHandler((_, error) => Report(error)).SetLogHandler((_, _) => { }).Build();
        }

        if (options.Part != FloorPart.Produce)
        {
            _consumer = new ConsumerBuilder<byte, int>(FloorSettings.Consumer(options))
                .SetKeyDeserializer(new NoKeyReader()).SetValueDeserializer(_reader)
                .SetErrorHandler((_, error) => Report(error)).SetLogHandler((_, _) => { }).Build();
        }
    }

    public void Run()
    {
        if (_options.Part == FloorPart.Produce)
        {
            Produce();
        }
        else
        {
            Pipe();
        }

        if (_producer is null)
        {
            return;
        }

        _producer.Flush(TimeSpan.FromMinutes(2));
        if (_failure is not null || (_delivered is not null && Volatile.Read(ref _acked) != _sent))
        {
            throw new InvalidOperationException($"{_sent} records sent, {_acked} acknowledged: {_failure?.Reason}");
        }
    }

    public void Dispose()
    {
        _producer?.Dispose();
        _consumer?.Dispose();
    }

    private void Pipe()
    {
        var consumer = _consumer!;
        consumer.Assign(_partitions.Select(partition => new TopicPartitionOffset(_options.Input, partition, 0)));
        var positions = new long[_ends.Length];
        int open = _partitions.Count(partition => _ends[partition] > 0);
        int inBatch = 0;
        long sum = 0;
        while (open > 0)
        {
            var result = consumer.Consume(inBatch == 0 ? 10 : 0);
            if (result is null || inBatch == BatchSize)
            {
                inBatch = 0;
                if (_options.ManualPoll)
                {
                    _producer?.Poll(TimeSpan.Zero);
                }

                if (result is null)
                {
                    _reader.Clear();
                    continue;
                }
            }

            _meter.First();
            inBatch++;
            int partition = result.Partition.Value;
            long offset = result.Offset.Value;
            if (++positions[partition] == _ends[partition])
            {
                open--;
            }

            if (offset >= _ends[partition])
            {
                continue;
            }

            var value = _reader.Last(result.Message.Value);
            if (!Utf8Parser.TryParse(value, out int number, out _))
            {
                throw new FormatException($"{_options.Input}-{partition} at {offset}: not a number");
            }

            sum += number;
            if (number > 50 && _producer is not null)
            {
                Send(partition, value);
            }

            if (inBatch == BatchSize)
            {
                _reader.Clear();
            }
        }

        consumer.Commit(_partitions.Select(partition => new TopicPartitionOffset(_options.Input, partition, _ends[partition])));
        if (_producer is null)
        {
            _meter.Moved();
            Console.Error.WriteLine($"sum {sum}");
        }
    }

    private void Produce()
    {
        var values = Enumerable.Range(51, 50).Select(number => System.Text.Encoding.ASCII.GetBytes(number.ToString())).ToArray();
        _meter.First();
        foreach (int partition in _partitions)
        {
            for (long i = 0; i < _ends[partition] / 2; i++)
            {
                Send(partition, values[i % values.Length]);
                if (_options.ManualPoll && i % (BatchSize / 2) == 0)
                {
                    _producer!.Poll(TimeSpan.Zero);
                }
            }
        }
    }

    private void Send(int partition, ReadOnlySpan<byte> value)
    {
        _writer.Set(value);
        while (true)
        {
            try
            {
                _producer!.Produce(_targets[partition]!, _message, _delivered);
                _sent++;
                return;
            }
            catch (ProduceException<byte, byte> error) when (error.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer!.Poll(TimeSpan.FromMilliseconds(2));
            }
        }
    }

    private void Delivered(DeliveryReport<byte, byte> report)
    {
        if (report.Error.IsError)
        {
            _failure = report.Error;
        }
        else
        {
            _acked++;
        }
    }

    private void Report(Error error)
    {
        if (error.IsFatal)
        {
            _failure = error;
        }

        Console.Error.WriteLine(error.Reason);
    }
}
