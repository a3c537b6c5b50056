using Streaming.Testing;

namespace Streaming.Core.Tests.Docs;

/// <summary>The code of docs/guide/dataframes.md.</summary>
public sealed class DataFrameGuideTests
{
    [Fact]
    public void WordCount()
    {
        using var driver = new TopologyTestDriver(session =>
            session.ReadStream()
            .Format("kafka").Option("subscribe", "lines").Load()                       // key, value, topic, partition, ...
            .SelectExpr("explode(split(CAST(value AS STRING), ' ')) AS word")
            .Filter("word <> ''")
            .GroupBy("word").Count()
            .SelectExpr("word AS key", "CAST(count AS STRING) AS value")
            .WriteStream()
            .OutputMode(OutputMode.Update)
            .Format("kafka").Option("topic", "counts"));
        driver.CreateInputTopic("lines", Serdes.Utf8, Serdes.Utf8).PipeValues("to be or", "not to  be");
        driver.RunBatch();
        var counts = driver.CreateOutputTopic("counts", Serdes.Utf8, Serdes.Utf8).ReadAllKeyValues();
        Assert.Equal([("be", "2"), ("not", "1"), ("or", "1"), ("to", "2")], counts.Select(pair => (pair.Key!, pair.Value!)).Order());
    }

    [Fact]
    public void ColumnsAndTypedStreams()
    {
        using var driver = new TopologyTestDriver(session =>
        {
            var readings = session.ReadStream().Format("kafka").Option("subscribe", "readings").Load()
                .SelectExpr("from_json(CAST(value AS STRING), 'sensor STRING, celsius DOUBLE') AS r")
                .SelectExpr("r.sensor AS Sensor", "r.celsius AS Celsius");
            var warm = readings.Filter(readings["Celsius"] > 30.0).As<Reading>();       // DataStream<Reading>
            return warm.WriteStream().Kafka("localhost:9092", "warm", reading => reading.Sensor, reading => reading);
        });
        driver.CreateInputTopic("readings", Serdes.Utf8, Serdes.Utf8).PipeValues("""{"sensor":"a","celsius":31.5}""", """{"sensor":"b","celsius":20}""", "no JSON");
        driver.RunBatch();
        var warm = driver.CreateOutputTopic("warm", Serdes.Utf8, Serdes.Json<Reading>());
        Assert.Equal(("a", new Reading("a", 31.5)), warm.ReadKeyValue());
        warm.AssertEmpty();
    }

    /// <summary>A row with names like the columns.</summary>
    public sealed record Reading(string Sensor, double Celsius);

    [Fact]
    public void FunctionsOfYourOwn()
    {
        using var driver = new TopologyTestDriver(session =>
        {
            var people = session.ReadStream().Format("kafka").Option("subscribe", "people").Load().SelectExpr("from_json(CAST(value AS STRING), 'name STRING, age INT') AS p").SelectExpr("p.*");
            var initial = Functions.Udf((string name) => name[..1]);
            session.Udf.Register("age_in_days", (int years) => years * 365L);
            var shown = people.Select(initial(people["name"]).As("initial"), Functions.Expr("age_in_days(age)").As("days"));
            return shown.SelectExpr("concat(initial, ' ', days) AS value").WriteStream().Format("kafka").Option("topic", "shown");
        });
        driver.CreateInputTopic("people", Serdes.Utf8, Serdes.Utf8).PipeValues("""{"name":"ann","age":2}""");
        driver.RunBatch();
        Assert.Equal("a 730", driver.CreateOutputTopic("shown", Serdes.Utf8, Serdes.Utf8).ReadAllKeyValues().Single().Value);
    }

    [Fact]
    public async Task LambdasOverColumns()
    {
        await using var session = StreamingSession.Create("guide");
        var frame = session.CreateDataFrame([[new[] { 1, 2 }]], "numbers ARRAY<INT>");
            var doubled = Functions.Transform(frame["numbers"], x => x * 2);
            var total = Functions.Aggregate(frame["numbers"], 0, (sum, x) => sum + x);
        Assert.Equal("[[2, 4],3]", frame.Select(doubled, total).Collect()[0].ToString());
    }
}
