using Streaming.Testing;

namespace Streaming.Core.Tests.Docs;

/// <summary>The code of docs/guide/queries.md.</summary>
public sealed class QueryGuideTests
{
    private readonly StreamingSession _session = StreamingSession.Create("guide");
    private readonly MemoryStream<string> _lines = new();
    private readonly MemoryStream<Order> _orders = new();

    [Fact]
    public void Operators()
    {
        var lines = _session.ReadStream().From(_lines);
        var other = lines;

        var words = lines
            .Map(line => line.Trim())                       // one row from each row
            .Filter(line => !line.StartsWith('#'))          // the rows that pass
            .FlatMap(line => line.Split(' '))               // any number of rows from each row
            .Peek(word => Seen(word))                       // a look at each row, for debugging
            .Union(other)                                   // the rows of both streams
            .Repartition(4);                                // spread over up to four workers

        _lines.AddData("# no", " a b ");
        Assert.Equal([" a b ", "# no", "a", "b"], Run(words).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Linq()
    {
        var lines = _session.ReadStream().From(_lines);

        var lengths =
            from line in lines
            where line.Length > 0
            select line.Length;

        _lines.AddData("", "abc");
        Assert.Equal([3], Run(lengths));
    }

    [Fact]
    public void Keys()
    {
        var orders = _session.ReadStream().From(_orders);

        var count = orders.GroupBy(order => order.Customer).Count();                             // KeyCount<string>: Key, Count
        var revenue = orders.GroupBy(order => (order.Customer, order.Country)).Sum(order => order.Amount);  // KeyValue<..., decimal>: Key, Value
        var mean = orders.GroupBy(order => order.Country).Average(order => order.Amount);
        var largest = orders.GroupBy(order => order.Country).Max(order => order.Amount);
        var newest = orders.GroupBy(order => order.Customer).Reduce((left, right) => left.Id > right.Id ? left : right);

        _orders.AddData(new Order(1, "Ann", "ES", 10), new Order(2, "Ann", "ES", 30));
        Assert.Equal([new KeyCount<string>("Ann", 2)], Run(count));
        Assert.Equal([new(("Ann", "ES"), 40)], Run(revenue));
        Assert.Equal([new("ES", 20)], Run(mean));
        Assert.Equal([new("ES", 30)], Run(largest));
        Assert.Equal(2, Run(newest)[0].Value.Id);
    }

    [Fact]
    public void OwnAggregates()
    {
        var orders = _session.ReadStream().From(_orders);
        var words = _session.ReadStream().From(_lines);

        var spread = orders.GroupBy(order => order.Country).Aggregate(
            init: () => (Low: decimal.MaxValue, High: decimal.MinValue),
            add: (range, order) => (Math.Min(range.Low, order.Amount), Math.Max(range.High, order.Amount)),
            merge: (left, right) => (Math.Min(left.Low, right.Low), Math.Max(left.High, right.High)));

        var counts = words.Map(word => (word, 1)).ReduceByKey((left, right) => left + right);

        _orders.AddData(new Order(1, "Ann", "ES", 10), new Order(2, "Ann", "ES", 30));
        _lines.AddData("a", "a");
        Assert.Equal([new("ES", (10, 30))], Run(spread));
        Assert.Equal([("a", 2)], Run(counts));
    }

    [Fact]
    public void SlicesInPlaceOfStrings()
    {
        static DataStreamWriter<KeyCount<Utf8Slice>> Query(StreamingSession session)
        {
            var records = session.ReadStream().Kafka("localhost:9092", "lines");

            var counts = records
                .FlatMap<Utf8Slice>((record, output) => record.ValueSlice.Split((byte)' ', output))
                .GroupBy(word => word)
                .Count();

            return counts.WriteStream().OutputMode(OutputMode.Update).Console();
        }

        using var driver = new TopologyTestDriver(Query);
        driver.CreateInputTopic("lines", Serdes.Utf8, Serdes.Utf8).PipeValues("a b a");
        driver.RunBatch();
        Assert.Equal([("a", 2L), ("b", 1L)], driver.Rows<KeyCount<Utf8Slice>>().Select(row => (row.Key.ToString(), row.Count)));
    }

    [Fact]
    public async Task Start()
    {
        var counts = _session.ReadStream().From(_lines).GroupBy(word => word).Count();

        StreamingQuery query = counts.WriteStream()
            .QueryName("counts")
            .OutputMode(OutputMode.Update)
            .Trigger(Trigger.ProcessingTime("5 seconds"))
            .Format("console").Option("numRows", 50).Option("truncate", false)
            .Start();

        Console.WriteLine(query.Explain(ExplainMode.Extended));
        await query.StopAsync();
    }

    [Fact]
    public async Task Configuration()
    {
        await using var session = StreamingSession.Create(new StreamingSessionOptions
        {
            Name = "word-count",
            Configuration = new Dictionary<string, string>
            {
                ["spark.sql.shuffle.partitions"] = "16",   // partitions of the state, fixed by the checkpoint
                ["streaming.workers"] = "2",               // threads that work on a query
            },
        });

        Assert.Equal("16", session.Configuration.Get("spark.sql.shuffle.partitions"));
    }

    private static void Seen(string word) => Assert.NotNull(word);

    private IReadOnlyList<T> Run<T>(DataStream<T> stream)
    {
        var query = stream.WriteStream()
            .OutputMode(stream.Node is IStatefulNode ? OutputMode.Complete : OutputMode.Append)
            .Trigger(Trigger.AvailableNow()).Memory("rows").Start();
        query.AwaitTermination();
        return _session.MemoryTables.Get<T>("rows").Rows;
    }

    internal sealed record Order(long Id, string Customer, string Country, decimal Amount);
}
