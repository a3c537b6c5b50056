namespace Streaming.Core.Tests.Docs;

/// <summary>The code of docs/guide/deduplication.md.</summary>
public sealed class DeduplicationGuideTests
{
    public sealed record Order(string Id, DateTimeOffset? Time);

    public sealed record Reading(string Sensor, int Number, DateTimeOffset? Time);

    [Fact]
    public async Task Typed()
    {
        await using var session = WordCountTests.NewSession(1);
        var source = new ListSource<Order>();
            var orders = session.ReadStream().From(source).WithWatermark(order => order.Time, "10 minutes");
            var once = orders.DropDuplicatesWithinWatermark(order => order.Id);      // the usual case: producers that send again
            var forEver = orders.DropDuplicates(order => order.Id);                  // its state never shrinks
            var sameMoment = orders.DropDuplicates(order => order.Id, withEventTime: true);
        source.Add(new Order("a", At(1)), new Order("a", At(2)), new Order("b", At(2)));
        foreach (var (stream, count) in new[] { (once, 2), (forEver, 2), (sameMoment, 3) })
        {
            var sink = new CollectSink();
            stream.WriteStream().To(sink).Start().ProcessAllAvailable();
            Assert.Equal(count, sink.Rows<Order>().Count);
        }
    }

    [Fact]
    public async Task Frames()
    {
        await using var session = WordCountTests.NewSession(2);
        var source = new ListSource<Reading>();
        var readings = session.ReadStream().From(source).ToDataFrame().ToDF("sensor", "number", "time");
        {
            var once = readings.WithWatermark("time", "10 minutes").DropDuplicatesWithinWatermark("sensor", "number");
            var distinct = readings.DropDuplicates("sensor", "time").Limit(1000);
            Check(once, 2);
            Check(distinct, 2);
        }

        {
            var spread = readings.Repartition(8, "sensor");     // equal sensors on one worker
            var oneFile = spread.Coalesce(1);                   // one worker writes
            Check(oneFile, 3);
        }

        void Check(DataFrame frame, int count)
        {
            source.Add(new Reading("a", 1, At(1)), new Reading("a", 1, At(2)), new Reading("a", 2, At(2)));
            var sink = new CollectSink();
            var query = frame.WriteStream().To(sink).Start();
            query.ProcessAllAvailable();
            Assert.True(sink.Rows<Row>().Count >= count);
        }
    }

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second + 100);
}
