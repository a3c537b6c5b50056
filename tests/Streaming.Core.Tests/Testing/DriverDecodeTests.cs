using System.Text;
using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>JSON values, good and bad.</summary>
public sealed class DriverDecodeTests
{
    [Fact]
    public void ABadRecordFailsTheQuery()
    {
        using var driver = Make(new DecodeOptions());
        driver.Text("persons").PipeValues("""{"Name":"Ann","Age":41}""", "{nonsense");
        var error = Assert.Throws<StreamingQueryException>(() => driver.RunBatch());
        Assert.Equal("MALFORMED_RECORD", Assert.IsType<StreamingException>(error.Cause).ErrorClass);
        Assert.Equal(("persons", 0, 1L), (error.Topic, error.Partition, error.Offset));
        driver.ReadText("names").AssertEmpty();
    }

    [Fact]
    public void BadRecordsAreSkippedAndCounted()
    {
        using var driver = Make(new DecodeOptions { OnBadRecord = OnBadRecord.Skip });
        var persons = driver.Text("persons");
        persons.PipeValues("""{"Name":"Ann","Age":41}""", "{nonsense", null, """{"Name":"Bob","Age":7}""");
        driver.RunBatch();
        Assert.Equal(["Ann", "Bob"], driver.ReadText("names").ReadAllValues());
        Assert.Equal(new DroppedRows(2, 0, 0), driver.DroppedRows);
        persons.PipeValues("[]");
        driver.RunBatch();
        Assert.Equal(3, driver.DroppedRows.Skipped);
    }

    [Fact]
    public void BadRecordsGoToTheirTopicUnchanged()
    {
        using var driver = Make(new DecodeOptions { OnBadRecord = OnBadRecord.DeadLetter, DeadLetterTopic = "dead" });
        var persons = driver.Text("persons");
        persons.PipeInput("k0", """{"Name":"Ann","Age":41}""");
        persons.PipeInput("k1", "{nonsense");
        persons.PipeInput("k2", null);
        driver.RunBatch();
        Assert.Equal("Ann", driver.ReadText("names").ReadValue());
        Assert.Equal(new DroppedRows(0, 2, 0), driver.DroppedRows);

        var dead = driver.ReadText("dead").ReadAllRecords();
        Assert.Equal([("k1", "{nonsense", true), ("k2", null, false)], dead.Select(record => (record.Key, record.Value, record.HasValue)));
        var headers = dead[0].Headers.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString(header.Value!));
        Assert.Equal("persons", headers[DeadLetterEncoder.TopicHeader]);
        Assert.Equal("0", headers[DeadLetterEncoder.PartitionHeader]);
        Assert.Equal("1", headers[DeadLetterEncoder.OffsetHeader]);
        Assert.NotEmpty(headers[DeadLetterEncoder.ReasonHeader]);
    }

    private static TopologyTestDriver Make(DecodeOptions options) =>
        new(session => session.Read("persons").DecodeValues(Serdes.Json<Person>(), options).Map(person => person.Name).WriteTo("names"));

    private sealed record Person(string Name, int Age);
}
