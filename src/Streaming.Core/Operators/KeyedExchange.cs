namespace Streaming;

/// <summary>An exchange by key between the workers of one process; shared by them, each takes its own sender and receiver.</summary>
internal sealed class KeyedExchange<TValue>(int number, StatePartitioner partitioner)
{
    private readonly BatchPool<KeyedBatch<TValue>> _pool = new(() => new KeyedBatch<TValue>());

    public int Number => number;

    public KeyedExchangeSender<TValue> CreateSender(IExchangeOutbox outbox, Operator<KeyedBatch<TValue>> local) => new(number, partitioner, outbox, local, _pool);

    public IExchangeReceiver CreateReceiver(Operator<KeyedBatch<TValue>> local) => new Receiver(number, local, _pool);

    private sealed class Receiver(int number, Operator<KeyedBatch<TValue>> local, BatchPool<KeyedBatch<TValue>> pool) : IExchangeReceiver
    {
        public int Exchange => number;

        public void Receive(object batch)
        {
            var keyed = (KeyedBatch<TValue>)batch;
            local.Process(keyed);
            keyed.Clear();
            pool.Return(keyed);
        }
    }
}
