using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>The options of source and sink <c>kafka</c> under the driver.</summary>
public sealed class DriverOptionTests
{
    [Theory]
    [InlineData("earliest", "old new")]
    [InlineData("latest", "new")]
    [InlineData(null, "new")]
    [InlineData("""{"in":{"0":1}}""", "new")]
    [InlineData("""{"in":{"0":-2}}""", "old new")]
    [InlineData("""{"in":"earliest"}""", "old new")]
    public void StartsWhereTheOptionSays(string? offsets, string expected)
    {
        using var driver = new TopologyTestDriver(
            session => session.Read("in", offsets is null ? [] : [("startingOffsets", offsets)]).WriteTo("out"),
            new() { BeforeStart = driver => driver.Text("in").PipeInput("old") });
        driver.Text("in").PipeInput("new");
        driver.ProcessAll();
        Assert.Equal(expected, string.Join(' ', driver.ReadText("out").ReadAllValues()));
    }

    [Fact]
    public void StartsAtATime()
    {
        using var driver = new TopologyTestDriver(
            session => session.Read("in", ("startingTimestamp", "946684801000")).WriteTo("out"),
            new() { BeforeStart = driver => driver.Text("in", new() { AutoAdvance = TimeSpan.FromSeconds(1) }).PipeValues("0", "1", "2") });
        driver.ProcessAll();
        Assert.Equal(["1", "2"], driver.ReadText("out").ReadAllValues());

        var error = Assert.Throws<StreamingException>(() => new TopologyTestDriver(session => session.Read("in", ("startingTimestamp", "5")).WriteTo("out")));
        Assert.Equal("KAFKA_NO_OFFSET_FOR_TIMESTAMP", error.ErrorClass);
    }

    [Fact]
    public void PatternsTakeInNewTopics()
    {
        using var driver = new TopologyTestDriver(session => session.ReadStream().Format("kafka").Option("subscribePattern", "in-.*").Load<KafkaRecord>().WriteTo("out"));
        driver.Text("in-a").PipeInput("a");
        Assert.Equal("TEST_TOPIC_NOT_READ", Assert.Throws<StreamingException>(() => driver.Text("other").PipeInput("x")).ErrorClass);
        driver.RunBatch();
        driver.Text("in-b").PipeInput("b");
        driver.RunBatch();
        Assert.Equal(["a", "b"], driver.ReadText("out").ReadAllValues());
    }

    [Fact]
    public void AssignReadsItsPartitionsOnly()
    {
        using var driver = new TopologyTestDriver(
            session => session.ReadStream().Format("kafka").Option("assign", """{"in":[1,2]}""").Load<KafkaRecord>().WriteTo("out"), new() { Partitions = 3 });
        driver.Text("in").PipeValues("0", "1", "2");
        driver.RunBatch();
        Assert.Equal(["1", "2"], driver.ReadText("out").ReadAllValues());
    }

    [Fact]
    public void LimitsHoldPerTrigger()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in", ("maxOffsetsPerTrigger", "2")).WriteTo("out"));
        driver.Text("in").PipeValues("1", "2", "3", "4", "5");
        Assert.Equal(3, driver.ProcessAll());
        Assert.Equal([2, 2, 1], driver.Progress.Select(progress => progress.NumInputRows));
        Assert.Equal(["3.0", "1.0", "0.0"], driver.Progress.Select(progress => progress.Sources[0].Metrics["avgOffsetsBehindLatest"]));
    }

    [Fact]
    public void AMinimumWaitsForTheWallClock()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in", ("minOffsetsPerTrigger", "3"), ("maxTriggerDelay", "1 minute")).WriteTo("out"));
        var input = driver.Text("in");
        input.PipeInput("1");
        Assert.True(driver.RunBatch()); // the first batch does not wait
        input.PipeInput("2");
        Assert.False(driver.RunBatch());
        driver.AdvanceWallClock(TimeSpan.FromSeconds(59));
        Assert.False(driver.RunBatch());
        driver.AdvanceWallClock(TimeSpan.FromSeconds(1));
        Assert.True(driver.RunBatch());
        input.PipeValues("3", "4", "5");
        Assert.True(driver.RunBatch());
    }

    [Fact]
    public void AvailableNowEndsAfterWhatWasThere()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in", ("maxOffsetsPerTrigger", "1")).WriteTo("out").Trigger(Trigger.AvailableNow()));
        driver.Text("in").PipeValues("1", "2");
        Assert.True(driver.RunBatch());
        driver.Text("in").PipeInput("3");
        Assert.Equal(1, driver.ProcessAll());
        Assert.True(driver.HasEnded);
        Assert.Equal(["1", "2"], driver.ReadText("out").ReadAllValues());
        driver.Restart();
        driver.ProcessAll();
        Assert.Equal(["3"], driver.ReadText("out").ReadAllValues());
    }

    [Fact]
    public void OnceRunsOneBatchWithoutLimits()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in", ("maxOffsetsPerTrigger", "1")).WriteTo("out").Trigger(Trigger.Once()));
        driver.Text("in").PipeValues("1", "2");
        Assert.Equal(1, driver.ProcessAll());
        Assert.True(driver.HasEnded);
        Assert.Equal(["1", "2"], driver.ReadText("out").ReadAllValues());
    }

    [Theory]
    [InlineData("kafka.bootstrap.servers", "nowhere:1", null)]
    [InlineData("kafka.security.protocol", "SASL_SSL", null)]
    [InlineData("failOnDataLoss", "false", null)]
    [InlineData("minPartitions", "4", null)]
    [InlineData("groupIdPrefix", "mine", null)]
    [InlineData("fetchOffset.numRetries", "5", null)]
    [InlineData("startingOfsets", "earliest", "UNKNOWN_OPTION")]
    [InlineData("endingOffsets", "latest", "INVALID_OPTION")]
    [InlineData("assign", """{"in":[0]}""", "INVALID_OPTION")]
    [InlineData("minPartitions", "0", "INVALID_OPTION")]
    [InlineData("maxOffsetsPerTrigger", "x", "INVALID_OPTION_VALUE")]
    [InlineData("startingOffsets", """{"in":{"0":1,"1":2}}""", "INVALID_OPTION")]
    [InlineData("startingOffsets", "{", "INVALID_OPTION")]
    [InlineData("kafka.auto.offset.reset", "earliest", "INVALID_OPTION")]
    [InlineData("kafka.enable.auto.commit", "true", "INVALID_OPTION")]
    public void SourceOptionsAreTakenOrRefused(string name, string value, string? errorClass)
    {
        TopologyTestDriver Make() => new(session => session.Read("in", (name, value)).WriteTo("out"));
        if (errorClass is null)
        {
            Make().Dispose();
        }
        else
        {
            Assert.Equal(errorClass, Assert.Throws<StreamingException>(Make).ErrorClass);
        }
    }

    [Fact]
    public void SinkOptionsAreTakenOrRefused()
    {
        Check("KAFKA_TOPIC_REQUIRED", session => session.Read("in").WriteStream().Format("kafka"));
        Check("UNKNOWN_OPTION", session => session.Read("in").WriteTo("out").Option("topik", "x"));
        Check("INVALID_OPTION", session => session.Read("in").WriteTo("out").Option("kafka.key.serializer", "x"));
        Check("KAFKA_VALUE_TYPE", session => session.Read("in").Map(record => record.Offset).WriteTo("out"));
        Check("SINK_SETTINGS", session => session.Read("in").Map(record => record.Offset).WriteTo("out").Settings("x"));
        Check("MISSING_FORMAT", session => session.Read("in").WriteStream());
        Check("STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION", session => DriverQueries.WordCount(session).OutputMode(OutputMode.Append));

        static void Check(string errorClass, Func<StreamingSession, IQueryDefinition> query) =>
            Assert.Equal(errorClass, Assert.Throws<StreamingException>(() => new TopologyTestDriver(query)).ErrorClass);
    }

    [Fact]
    public void ARowsPartitionMustExist()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in").Map(record => record.ValueText)
            .WriteTo("out").Settings(new KeyValueEncoder<string, string, string>(row => row, Serdes.Utf8) { Partition = row => int.Parse(row, System.Globalization.CultureInfo.InvariantCulture) }));
        driver.Text("in").PipeInput("7");
        var error = Assert.Throws<StreamingQueryException>(() => driver.RunBatch());
        Assert.Contains("'out' names the partition 7", error.Message, StringComparison.Ordinal);
        driver.ReadText("out").AssertEmpty();
    }

    /// <summary>A query that runs in a test must not be refused in production, nor the other way round.</summary>
    [Fact]
    public async Task TheDriverKnowsTheOptionsOfTheRealFormat()
    {
        await using var session = StreamingSession.Create("real");
        Func<StreamingSession, DataStreamWriter<KafkaRecord>>[] queries =
        [
            session => session.Read("in", ("kafka.bootstrap.servers", "localhost:1"), ("nonsense", "1")).WriteTo("out").Option("kafka.bootstrap.servers", "localhost:1"),
            session => session.Read("in", ("kafka.bootstrap.servers", "localhost:1")).WriteTo("out").Option("kafka.bootstrap.servers", "localhost:1").Option("nonsense", "1"),
        ];
        foreach (var query in queries)
        {
            string folder = Directory.CreateTempSubdirectory("driver-options").FullName;
            var real = Assert.Throws<StreamingException>(() => query(session).Option("checkpointLocation", folder).Start());
            Directory.Delete(folder, recursive: true);
            var driver = Assert.Throws<StreamingException>(() => new TopologyTestDriver(query));
            Assert.Equal("UNKNOWN_OPTION", real.ErrorClass);
            Assert.Equal(real.Message, driver.Message);
        }
    }
}
