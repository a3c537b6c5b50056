using Streaming.Testing;

namespace Streaming.Core.Tests;

public sealed class TestRecordTests
{
    private static readonly DateTimeOffset Time = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void RecordsAreEqualWhereAllPartsAre()
    {
        var record = Make();
        Assert.Equal(Make(), record);
        Assert.Equal(Make().GetHashCode(), record.GetHashCode());
        Assert.NotEqual(record, record with { Partition = 2 });
        Assert.NotEqual(record, record with { Topic = "other" });
        Assert.NotEqual(record, record with { Offset = 8 });
        Assert.NotEqual(record, record with { Timestamp = Time.AddMilliseconds(1) });
        Assert.NotEqual(record, record with { Headers = [new("h", [1, 2, 4])] });
        Assert.NotEqual(record, record with { Headers = [] });
        Assert.NotEqual(record, record with { Key = "other" });
        Assert.NotEqual(record, record with { Value = [1] });
        Assert.Equal(record.WithoutPosition(), (record with { Topic = "other", Offset = 9, Partition = 0 }).WithoutPosition());

        static TestRecord<string, byte[]> Make() => new("key", [1, 2])
        {
            Topic = "topic", Partition = 1, Offset = 7, Timestamp = Time, Headers = [new("h", [1, 2, 3]), new("null", null)],
        };
    }

    [Fact]
    public void AbsenceIsNotADefaultValue()
    {
        var zero = new TestRecord<int, long>(0, 0L);
        var tombstone = TestRecord<int, long>.Tombstone(0);
        var withoutKey = new TestRecord<int, long>(0L);
        Assert.True(zero is { HasKey: true, HasValue: true });
        Assert.True(tombstone is { HasKey: true, HasValue: false });
        Assert.True(withoutKey is { HasKey: false, HasValue: true });
        Assert.NotEqual(zero, tombstone);
        Assert.NotEqual(zero, withoutKey);
        Assert.Equal(new TestRecord<string, string>(null, null), new TestRecord<string, string>());
        Assert.Equal("{ (no key) = 0 }", withoutKey.ToString());
        Assert.Equal("{ 0 = (no value) }", tombstone.ToString());
    }
}
