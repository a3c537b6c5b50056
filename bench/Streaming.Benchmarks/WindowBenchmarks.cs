using BenchmarkDotNet.Attributes;

namespace Streaming.Benchmarks;

/// <summary>Windowed counts by a string key over one full batch, 1,024 of 10,000 keys; figures are for one record.</summary>
[MemoryDiagnoser]
public class WindowBenchmarks
{
    private const int Records = RecordBatch<byte>.DefaultCapacity;

    private readonly StageContext _context = new();
    private readonly RecordBatch<Trade> _trades = new();
    private AggregateState<Trade, long, long, CountAggregator<Trade>> _tumblingState = null!;
    private AggregateState<Trade, long, long, CountAggregator<Trade>> _slidingState = null!;
    private WindowedSendOperator<Trade, string, long, long, CountAggregator<Trade>> _tumbling = null!;
    private WindowedSendOperator<Trade, string, long, long, CountAggregator<Trade>> _sliding = null!;
    private WindowedSendOperator<Trade, string, long, long, CountAggregator<Trade>> _combined = null!;
    private SessionState<Trade, long, long, CountAggregator<Trade>> _sessionState = null!;
    private SessionSendOperator<Trade, string, long, long, CountAggregator<Trade>> _session = null!;

    /// <summary>Makes the batch and the operators.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var coins = Enumerable.Range(0, 10_000).Select(i => $"customer-{i}").ToArray();
        for (int i = 0; i < Records; i++)
        {
            _trades.Add(new Trade(coins[i * 9 % coins.Length], i), 1_000_000_000L + (i * 1000L), i);
        }

        int number = _context.Register("Window#0");
        var tumbling = TumblingWindow.Of("1 minute");
        _tumblingState = NewState();
        _slidingState = NewState();
        _tumbling = new(_context, number, tumbling, NewEncoder(), null) { State = _tumblingState };
        _sliding = new(_context, number, SlidingWindow.Of("1 minute", "15 seconds"), NewEncoder(), null) { State = _slidingState };
        var exchange = new KeyedExchange<long>(0, new StatePartitioner(200, 1));
        _combined = new(_context, number, tumbling, NewEncoder(), null)
        {
            Combine = new CombineOperator<Trade, long, long, CountAggregator<Trade>>(default, exchange.CreateSender(new Outbox(), new Drop()), 1 << 18),
        };
        var state = NewOperatorState();
        _sessionState = new(state, default, keepsOrder: false, "key", "value");
        _session = new(
            _context, number, new KeyEncoder<Trade, string>(trade => trade.Coin, Serdes.Utf8), SessionWindow.Of("1 minute"), null, default, new LateSessions(state, dropsLate: true), null, _sessionState.Parts, null);
    }

    /// <summary>One window a record, straight into state.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void Tumbling()
    {
        _tumbling.Process(_trades);
        _tumblingState.State.CollectChanges(null);
    }

    /// <summary>Four windows a record, straight into state.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void SlidingByFour()
    {
        _sliding.Process(_trades);
        _slidingState.State.CollectChanges(null);
    }

    /// <summary>One window a record, combined before the exchange, and sent.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void TumblingCombined()
    {
        _combined.Process(_trades);
        _combined.OnEpochEnd(0);
    }

    /// <summary>Sessions of an epoch, without merging them into state.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void SessionsOfAnEpoch()
    {
        _session.Process(_trades);
        _sessionState.Parts.Clear();
    }

    private static OperatorState NewOperatorState() => new(0, "stateStoreSave", new StateScope(new StatePartitioner(200, 1), 0, null));

    private static AggregateState<Trade, long, long, CountAggregator<Trade>> NewState() => new(NewOperatorState(), default, new StateStoreSchema("aggregates", "key", "value"), isTimed: true);

    private static WindowedKeyEncoder<Trade, string> NewEncoder() => new(trade => trade.Coin, Serdes.Utf8);

    private sealed class Outbox : IExchangeOutbox
    {
        public int Worker => 0;

        public int Workers => 1;

        public void Send(int worker, ExchangeMessage message)
        {
        }
    }

    private sealed class Drop : Operator<KeyedBatch<long>>
    {
        public override void Process(KeyedBatch<long> batch)
        {
        }
    }

    /// <summary>A record of 16 bytes.</summary>
    public readonly record struct Trade(string Coin, long Price);
}
