using System.Text;
using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>Topics of the driver: what is piped comes out, with partition, headers and time.</summary>
public sealed class DriverTopicTests
{
    private static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void EveryPartOfARecordTravels()
    {
        using var driver = new TopologyTestDriver(
            session => session.Read("in", ("includeHeaders", "true")).Map(record => record.Detach())
                .WriteTo("out").Settings(new WholeRecordEncoder()),
            new() { Topics = new Dictionary<string, int> { ["in"] = 3, ["out"] = 3 } });
        var records = driver.Text("in");
        var piped = records.PipeInput(new TestRecord<string, string>("key", "value")
        {
            Partition = 2, Timestamp = Start.AddYears(3), Headers = [new("trace", "x"u8.ToArray()), new("trace", null)],
        });
        Assert.Equal(("in", 2, 0L), (piped.Topic, piped.Partition, piped.Offset));
        var tombstone = records.PipeInput(new TestRecord<string, string>("key", null) { Partition = 1 });
        var withoutKey = records.PipeInput(new TestRecord<string, string>("value") { Partition = 0 });
        Assert.True(driver.RunBatch());

        var output = driver.ReadText("out").ReadAllRecords().OrderBy(record => record.Partition).ToArray();
        Assert.Equal([withoutKey with { Topic = "out" }, tombstone with { Topic = "out" }, piped with { Topic = "out" }], output);
        Assert.False(output[1].HasValue);
        Assert.False(output[0].HasKey);
        Assert.Equal(["trace", "trace"], output[2].Headers.Select(header => header.Key));
    }

    [Fact]
    public void ATopicThatNoQueryReadsTakesNothing()
    {
        using var driver = new TopologyTestDriver(session => session.Read("lines").WriteTo("out"));
        driver.Text("lines").PipeInput("x");
        var error = Assert.Throws<StreamingException>(() => driver.Text("line").PipeInput("x"));
        Assert.Equal("No query reads topic 'line': the sources are Subscribe[lines]. Correct the name, here or in the query.", error.Message);
        driver.Restart(session => session.Read("line").WriteTo("out"));
        driver.Text("line").PipeInput("x");
        Assert.Equal("TEST_TOPIC_NOT_READ", Assert.Throws<StreamingException>(() => driver.Text("lines").PipeInput("x")).ErrorClass);
    }

    [Fact]
    public void HeadersComeOnlyWhereTheSourceIsAskedForThem()
    {
        bool? any = null;
        using var driver = new TopologyTestDriver(session => session.Read("in").Peek(record => any = record.Headers is not null).WriteTo("out"));
        driver.Text("in").PipeInput(new TestRecord<string, string>("value") { Headers = [new("h", null)] });
        driver.RunBatch();
        Assert.False(any);
        Assert.Empty(driver.ReadText("out").ReadRecord().Headers);
    }

    [Fact]
    public void KeysArePlacedWhereJavaPlacesThemAndOthersTakeTurns()
    {
        using var driver = new TopologyTestDriver(DriverQueries.Copy, new() { Partitions = 3 });
        var records = driver.Text("in");
        Assert.Equal(
            [(Murmur2.Hash("a"u8) & int.MaxValue) % 3, (Murmur2.Hash("b"u8) & int.MaxValue) % 3],
            new[] { records.PipeInput("a", "1").Partition!.Value, records.PipeInput("b", "2").Partition!.Value });
        Assert.Equal([0, 1, 2, 0], new[] { "1", "2", "3", "4" }.Select(value => records.PipeInput(value).Partition!.Value));
        var error = Assert.Throws<StreamingException>(() => records.PipeInput(new TestRecord<string, string>("x") { Partition = 3 }));
        Assert.Contains("'in' has the partitions 0 to 2, not 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATopicHasItsOwnClock()
    {
        using var driver = new TopologyTestDriver(DriverQueries.Copy, new() { StartTime = Start });
        var still = driver.Text("in");
        var moving = driver.Text("in", new() { StartTime = Start.AddDays(1), AutoAdvance = TimeSpan.FromSeconds(10) });
        driver.AdvanceWallClock(TimeSpan.FromHours(1));
        Assert.Equal(Start, still.PipeInput("a").Timestamp);
        still.AdvanceTime(TimeSpan.FromMilliseconds(5));
        Assert.Equal(Start.AddMilliseconds(5), still.PipeInput("b").Timestamp);

        Assert.Equal(Start.AddDays(1), moving.PipeInput("c").Timestamp);
        Assert.Equal(Start.AddYears(5), moving.PipeInput(new TestRecord<string, string>("d") { Timestamp = Start.AddYears(5) }).Timestamp);
        Assert.Equal(Start.AddDays(1).AddSeconds(10), moving.PipeInput("e").Timestamp);
        Assert.Throws<ArgumentOutOfRangeException>(() => still.AdvanceTime(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void WrittenRecordsHaveTheWallClocksTime()
    {
        using var driver = new TopologyTestDriver(DriverQueries.Copy);
        driver.Text("in").PipeInput("a");
        driver.AdvanceWallClock(TimeSpan.FromMinutes(3));
        driver.RunBatch();
        Assert.Equal(Start.AddMinutes(3), driver.ReadText("out").ReadRecord().Timestamp);
    }

    [Fact]
    public void ReadingAnEmptyTopicThrowsAtOnce()
    {
        using var driver = new TopologyTestDriver(DriverQueries.Copy);
        driver.Text("in").PipeInput("a");
        var output = driver.ReadText("out");
        Assert.True(output.IsEmpty);
        Assert.Equal(0, output.QueueSize);
        var error = Assert.Throws<StreamingException>(() => output.ReadValue());
        Assert.Equal("TEST_TOPIC_EMPTY", error.ErrorClass);
        Assert.Contains("'out' was never written to", error.Message, StringComparison.Ordinal);
        Assert.Contains("Known topics: 'in' (never written to), 'out'", error.Message, StringComparison.Ordinal);

        driver.RunBatch();
        Assert.Equal(1, output.QueueSize);
        Assert.Contains("1 records", Assert.Throws<StreamingException>(output.AssertEmpty).Message, StringComparison.Ordinal);
        Assert.Equal("a", output.ReadValue());
        output.AssertEmpty();
        Assert.Contains("'out' has no more records", Assert.Throws<StreamingException>(() => output.ReadRecord()).Message, StringComparison.Ordinal);
        Assert.Contains("'typo' was never", Assert.Throws<StreamingException>(() => driver.ReadText("typo").ReadRecord()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LaterRecordsQueueBehindEarlierOnes()
    {
        using var driver = new TopologyTestDriver(DriverQueries.Copy);
        var input = driver.Text("in");
        var output = driver.ReadText("out");
        input.PipeKeyValues(("a", "1"), ("b", "2"));
        driver.RunBatch();
        Assert.Equal(("a", "1"), output.ReadKeyValue());
        input.PipeInput("c", "3");
        driver.RunBatch();
        Assert.Equal(["2", "3"], output.ReadAllValues());
        Assert.Empty(output.ReadAllRecords());
    }

    [Fact]
    public void TheMapKeepsTheLastValueAndRefusesMissingKeys()
    {
        using var driver = new TopologyTestDriver(DriverQueries.Copy);
        var input = driver.Text("in");
        var output = driver.ReadText("out");
        input.PipeKeyValues(("a", "1"), ("b", "2"), ("a", "3"), ("b", null));
        driver.RunBatch();
        Assert.Equal(new Dictionary<string, string?> { ["a"] = "3", ["b"] = null }, output.ReadKeyValuesToMap());
        input.PipeInput("without key");
        driver.RunBatch();
        Assert.Equal("TEST_RECORD_WITHOUT_KEY", Assert.Throws<StreamingException>(() => output.ReadKeyValuesToMap()).ErrorClass);
    }

    [Fact]
    public void AMissingNumberIsNotZero()
    {
        using var driver = new TopologyTestDriver(DriverQueries.Copy);
        driver.Text("in").PipeInput("a", null);
        driver.Text("in").PipeInput("a", null);
        driver.RunBatch();
        var output = driver.CreateOutputTopic("out", Serdes.Utf8, Serdes.Int64);
        Assert.Equal("TEST_RECORD_WITHOUT_VALUE", Assert.Throws<StreamingException>(() => output.ReadValue()).ErrorClass);
        Assert.Equal(TestRecord<string, long>.Tombstone("a"), output.ReadRecord().WithoutPosition() with { Timestamp = null });
    }

    [Fact]
    public void DrainReadsAllTopicsInTheOrderTheyWereWritten()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in").Map(record => record.ValueText)
            .WriteStream().Format("kafka").Settings(new KeyValueEncoder<string, string, string>(row => row, Serdes.Utf8) { Topic = row => row[..1] }));
        driver.Text("in").PipeValues("x1", "y1", "x2");
        driver.ProcessAll();
        Assert.Equal([("x", "x1"), ("y", "y1"), ("x", "x2")], driver.Drain().Select(record => (record.Topic!, record.Value!)));
        Assert.Empty(driver.Drain());
        Assert.Equal(["x", "y"], driver.ProducedTopics);
    }

    [Fact]
    public void SeveralObjectsMayOpenATopic()
    {
        using var driver = new TopologyTestDriver(DriverQueries.Copy);
        driver.Text("in").PipeInput("a");
        driver.CreateInputTopic("in", Serdes.Int32, Serdes.Bytes).PipeInput(7, "b"u8.ToArray());
        driver.RunBatch();
        Assert.Equal("a", driver.ReadText("out").ReadValue());
        Assert.Equal((7, "b"), driver.CreateOutputTopic("out", Serdes.Int32, Serdes.Utf8).ReadKeyValue());
        Assert.True(driver.ReadText("out").IsEmpty);
    }

    [Fact]
    public void ATopicGrowsAndDoesNotShrink()
    {
        using var driver = new TopologyTestDriver(DriverQueries.Copy);
        driver.Text("in").PipeInput("a");
        driver.RunBatch();
        driver.Text("in", new() { Partitions = 3 }).PipeInput(new TestRecord<string, string>("b") { Partition = 2 });
        driver.RunBatch();
        Assert.Equal(["a", "b"], driver.ReadText("out").ReadAllValues());
        Assert.Equal("INVALID_PARTITIONS", Assert.Throws<StreamingException>(() => driver.Text("in", new() { Partitions = 2 })).ErrorClass);
    }

    private sealed class WholeRecordEncoder : TopicEncoder<KafkaRecord>
    {
        public override void Encode(KafkaRecord row, long timestamp, TopicRecord record)
        {
            TopicEncoders.Default<KafkaRecord>()!.Encode(row, timestamp, record);
            record.Partition = row.Partition;
            record.TimestampMs = timestamp / 1000;
        }
    }
}
