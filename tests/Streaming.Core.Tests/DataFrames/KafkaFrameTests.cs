using Streaming.Testing;

namespace Streaming.Core.Tests.DataFrames;

/// <summary>Kafka's columns in, Kafka's columns out, in the driver's topics.</summary>
public sealed class KafkaFrameTests
{
    [Fact]
    public void SchemaIsSparks()
    {
        using var driver = new TopologyTestDriver(Filtered);
        Assert.Equal(
            "struct<key:binary,value:binary,topic:string,partition:int,offset:bigint,timestamp:timestamp,timestampType:int>",
            driver.Session.ReadStream().Format("kafka").Load().Schema.SimpleString);
        Assert.Equal(
            "struct<key:binary,value:binary,topic:string,partition:int,offset:bigint,timestamp:timestamp,timestampType:int,headers:array<struct<key:string,value:binary>>>",
            driver.Session.ReadStream().Format("kafka").Option("includeHeaders", true).Load().Schema.SimpleString);
    }

    [Fact]
    public void NumbersAreFiltered()
    {
        using var driver = new TopologyTestDriver(Filtered);
        var input = driver.Text("in");
        input.PipeValues("7", "51", "50", "99");
        input.PipeInput(new TestRecord<string, string>("key", "60"));
        driver.RunBatch();
        var results = driver.ReadText("out");
        var output = results.ReadAllRecords();
        Assert.Equal([(null, "51"), (null, "99"), ("key", "60")], output.Select(record => (record.HasKey ? record.Key : null, record.Value)));

        driver.Restart();
        input.PipeValues("1", "77");
        driver.RunBatch();
        Assert.Equal(["77"], results.ReadAllRecords().Select(record => record.Value));
    }

    [Fact]
    public void EveryColumnTravels()
    {
        using var driver = new TopologyTestDriver(
            session => session.ReadStream().Format("kafka").Option("subscribe", "in").Option("includeHeaders", true).Load()
                .SelectExpr("key", "value", "'out' AS topic", "partition", "headers").WriteStream().Format("kafka"),
            new() { Topics = new Dictionary<string, int> { ["in"] = 3, ["out"] = 3 } });
        driver.Text("in").PipeInput(new TestRecord<string, string>("k", "v") { Partition = 2, Headers = [new("trace", "x"u8.ToArray())] });
        driver.RunBatch();
        var record = driver.ReadText("out").ReadRecord();
        Assert.Equal(("k", "v", 2), (record.Key, record.Value, record.Partition));
        Assert.Equal("trace", Assert.Single(record.Headers).Key);
    }

    [Theory]
    [InlineData("key", "Required attribute 'value' not found")]
    [InlineData("partition AS value", "value attribute unsupported type int. value must be a(n) string or binary")]
    [InlineData("value, topic AS partition", "partition attribute unsupported type string. partition must be a(n) int")]
    public void ColumnsOfTheSinkAreChecked(string columns, string message)
    {
        var error = Assert.Throws<StreamingException>(() => new TopologyTestDriver(session => session.ReadStream().Format("kafka").Option("subscribe", "in").Load()
            .SelectExpr([.. columns.Split(", ")]).WriteStream().Format("kafka").Option("topic", "out")).RunBatch());
        Assert.Equal(message, error.Message);
    }

    private static DataStreamWriter<Row> Filtered(StreamingSession session) => session.ReadStream()
        .Format("kafka").Option("subscribe", "in").Load()
        .SelectExpr("key", "CAST(CAST(value AS STRING) AS INT) AS n")
        .Filter("n > 50")
        .SelectExpr("key", "CAST(n AS STRING) AS value")
        .WriteStream().Format("kafka").Option("topic", "out");
}
