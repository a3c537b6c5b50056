using Streaming.Testing;

namespace Streaming.Core.Tests.Docs;

/// <summary>The code of docs/guide/joins.md.</summary>
public sealed class JoinGuideTests
{
    [Fact]
    public void BoundedData()
    {
        using var driver = new TopologyTestDriver(session =>
        {
            var quotes = Json(session, "quotes", "symbol STRING, price INT");
            var names = session.CreateDataFrame([["BTC", "Bitcoin"], ["ETH", "Ether"]], "symbol STRING, name STRING");
            var named = quotes.Join(names, "symbol", "left_outer");
            return named.SelectExpr("symbol AS key", "concat(price, ' ', coalesce(name, '?')) AS value").WriteStream().Format("kafka").Option("topic", "named");
        });
        driver.CreateInputTopic("quotes", Serdes.Utf8, Serdes.Utf8).PipeValues("""{"symbol":"BTC","price":5}""", """{"symbol":"DOGE","price":1}""");
        driver.RunBatch();
        Assert.Equal([("BTC", "5 Bitcoin"), ("DOGE", "1 ?")], Pairs(driver, "named"));
    }

    [Fact]
    public void TwoStreams()
    {
        using var driver = new TopologyTestDriver(session =>
        {
            var orders = Json(session, "orders", "id STRING, time TIMESTAMP");
            var payments = Json(session, "payments", "order STRING, time TIMESTAMP, paid INT");
            var matched = orders.WithWatermark("time", "10 seconds").Alias("o").Join(
                payments.WithWatermark("time", "10 seconds").Alias("p"),
                "o.id = p.order AND p.time >= o.time AND p.time <= o.time + INTERVAL 1 HOUR",
                "left_outer");
            var shown = matched.SelectExpr("o.id AS key", "coalesce(string(p.paid), 'unpaid') AS value");
            return shown.WriteStream().Format("kafka").Option("topic", "shown");
        });
        var orders = driver.CreateInputTopic("orders", Serdes.Utf8, Serdes.Utf8);
        var payments = driver.CreateInputTopic("payments", Serdes.Utf8, Serdes.Utf8);
        orders.PipeValues("""{"id":"a","time":"2024-01-01T00:00:00Z"}""", """{"id":"b","time":"2024-01-01T00:00:00Z"}""");
        payments.PipeValues("""{"order":"a","time":"2024-01-01T00:30:00Z","paid":7}""");
        driver.RunBatch();
        Assert.Equal([("a", "7")], Pairs(driver, "shown"));
        orders.PipeValues("""{"id":"c","time":"2024-01-01T02:00:00Z"}""");
        payments.PipeValues("""{"order":"x","time":"2024-01-01T02:00:00Z","paid":1}""");
        driver.RunBatch();
        driver.RunBatch();
        Assert.Equal([("b", "unpaid")], Pairs(driver, "shown"));
    }

    [Fact]
    public async Task TypedStreams()
    {
        var orderRows = new MemoryStream<Order>();
        var paymentRows = new MemoryStream<Payment>();
        await using (var session = StreamingSession.Create("join-guide"))
        {
            var orders = session.ReadStream().From(orderRows);
            var payments = session.ReadStream().From(paymentRows);
            var paid = orders.WithWatermark(order => order.Time, "10 seconds").LeftJoin(
                payments.WithWatermark(payment => payment.Time, "10 seconds"),
                order => order.Id,
                payment => payment.OrderId,
                (order, payment) => (order.Id, Amount: payment.HasValue ? payment.Value.Amount : 0),
                JoinWindow.Between("0 seconds", "1 hour"));
            var sink = new CollectSink();
            var query = paid.WriteStream().OutputMode(OutputMode.Append).To(sink).Start();
            orderRows.AddData(new Order("a", Hour(0)), new Order("b", Hour(0)));
            paymentRows.AddData(new Payment("a", Hour(1), 7));
            query.ProcessAllAvailable();
            orderRows.AddData(new Order("c", Hour(3)));
            paymentRows.AddData(new Payment("x", Hour(3), 1));
            query.ProcessAllAvailable();
            Assert.Equal([("a", 7), ("b", 0)], sink.Rows<(string, int)>());
        }

        static DateTimeOffset Hour(int hour) => new(2024, 1, 1, hour, 0, 0, TimeSpan.Zero);
    }

    [Fact]
    public async Task ColumnsOfOneName()
    {
        await using var session = StreamingSession.Create("join-guide");
        var people = session.CreateDataFrame([[1, "ann", 7]], "id INT, name STRING, city INT");
        var cities = session.CreateDataFrame([[7, "Bern"]], "id INT, name STRING");
        var both = people.Join(cities, people["city"] == cities["id"]).Select(people["id"], cities["name"]);
        Assert.Equal("[1,Bern]", both.Collect()[0].ToString());
    }

    private static DataFrame Json(StreamingSession session, string topic, string schema) =>
        session.ReadStream().Format("kafka").Option("subscribe", topic).Load().SelectExpr($"from_json(CAST(value AS STRING), '{schema}') AS r").SelectExpr("r.*");

    private static IEnumerable<(string, string)> Pairs(TopologyTestDriver driver, string topic) =>
        driver.CreateOutputTopic(topic, Serdes.Utf8, Serdes.Utf8).ReadAllKeyValues().Select(pair => (pair.Key!, pair.Value!)).Order();

    public sealed record Order(string Id, DateTimeOffset Time);

    public sealed record Payment(string OrderId, DateTimeOffset Time, int Amount);
}
