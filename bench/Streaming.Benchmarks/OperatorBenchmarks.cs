using BenchmarkDotNet.Attributes;

namespace Streaming.Benchmarks;

/// <summary>Operators over one full batch; figures are for one record.</summary>
[MemoryDiagnoser]
public class OperatorBenchmarks
{
    private const int Records = RecordBatch<byte>.DefaultCapacity;

    private readonly StageContext _context = new();
    private readonly RecordBatch<Order> _orders = new();
    private FusedStage<Order> _mapFilterMap = null!;
    private FusedStage<Order> _flatMap = null!;
    private AggregateState<Order, long, long, CountAggregator<Order>> _count = null!;
    private KeyEncoder<Order, string> _key = null!;

    /// <summary>Makes the batch and the stages.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var customers = Enumerable.Range(0, 10_000).Select(i => $"customer-{i}").ToArray();
        for (int i = 0; i < Records; i++)
        {
            _orders.Add(new Order(i, customers[i * 9 % customers.Length], i * 0.5), 0, i);
        }

        var end = new BatchAppender<double>(_context, new Drop<double>(), Records);
        var last = new MapLink<Order, double>(_context, _context.Register("Map#2"), order => order.Price * 2, end);
        var filter = new FilterLink<Order>(_context, _context.Register("Filter#1"), order => order.Id % 3 != 0, last);
        var first = new MapLink<Order, Order>(_context, _context.Register("Map#0"), order => order with { Id = order.Id + 1 }, filter);
        _mapFilterMap = new FusedStage<Order>(_context, first, [end]);

        var pairs = new BatchAppender<long>(_context, new Drop<long>(), Records);
        _flatMap = new FusedStage<Order>(
            _context,
            new FlatMapCollectorLink<Order, long>(
                _context, _context.Register("FlatMap#3"),
                (order, output) =>
                {
                    output.Add(order.Id);
                    output.Add(-order.Id);
                },
                pairs),
            [pairs]);

        _count = new AggregateState<Order, long, long, CountAggregator<Order>>(
            new OperatorState(0, "stateStoreSave", new StateScope(new StatePartitioner(200, 1), 0, null)), default, new StateStoreSchema("aggregates", "key", "value"));
        _key = new KeyEncoder<Order, string>(order => order.Customer, Serdes.Utf8);
    }

    /// <summary>Map, filter and map, fused.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void MapFilterMap() => _mapFilterMap.Process(_orders);

    /// <summary>FlatMap with a collector, two results a record.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void FlatMapCollector() => _flatMap.Process(_orders);

    /// <summary>Count by a string key, 1,024 of 10,000 keys.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void KeyedCount()
    {
        _count.Reduce(new TypedKeyedBatch<Order, string>(_orders, _key, _context));
        _count.State.CollectChanges(null);
    }

    private sealed class Drop<T> : Operator<RecordBatch<T>>
    {
        public override void Process(RecordBatch<T> batch)
        {
        }
    }

    /// <summary>A record of 24 bytes.</summary>
    public readonly record struct Order(long Id, string Customer, double Price);
}
