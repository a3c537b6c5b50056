using System.Text;
using BenchmarkDotNet.Attributes;

namespace Streaming.Benchmarks;

/// <summary>The exchange by key between two workers, seen from the sender; figures are for one row.</summary>
[MemoryDiagnoser]
public class ExchangeBenchmarks
{
    private const int Rows = 8192;

    private readonly StatePartitioner _partitioner = new(200, 2);
    private readonly byte[][] _keys = [.. Enumerable.Range(0, Rows).Select(i => Encoding.ASCII.GetBytes($"customer-{i}"))];
    private KeyedExchangeSender<long> _sender = null!;

    /// <summary>Makes the exchange.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var exchange = new KeyedExchange<long>(0, _partitioner);
        var outbox = new Outbox();
        _sender = exchange.CreateSender(outbox, new Drop());
        outbox.Receiver = exchange.CreateReceiver(new Drop());
    }

    /// <summary>Partition, copy of key and value, hand-over, return of the batch.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Send()
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            _sender.Add(_keys[i], false, i);
        }

        _sender.EndEpoch();
    }

    private sealed class Outbox : IExchangeOutbox
    {
        public IExchangeReceiver? Receiver { get; set; }

        public int Worker => 0;

        public int Workers => 2;

        public void Send(int worker, ExchangeMessage message)
        {
            if (message.Batch is not null)
            {
                Receiver!.Receive(message.Batch);
            }
        }
    }

    private sealed class Drop : Operator<KeyedBatch<long>>
    {
        public override void Process(KeyedBatch<long> batch)
        {
        }
    }
}
