namespace Streaming.Kafka.Tests;

public sealed class OffsetTests
{
    [Fact]
    public void The_text_is_sorted_by_topic_and_number()
    {
        var offsets = new KafkaOffsets([new(new("b", 10), 1), new(new("b", 9), 2), new(new("B", 0), 3), new(new("a.b-c_1", 0), long.MaxValue)]);
        Assert.Equal("""{"B":{"0":3},"a.b-c_1":{"0":9223372036854775807},"b":{"9":2,"10":1}}""", offsets.ToJson());
        Assert.True(offsets.IsSame(KafkaOffsets.Parse(offsets.ToJson())));
        Assert.Equal("{}", KafkaOffsets.Empty.ToJson());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":5}")]
    [InlineData("{\"a\":{\"x\":5}}")]
    [InlineData("{\"a\":{\"0\":\"5\"}}")]
    [InlineData("{\"a\":{\"-1\":5}}")]
    [InlineData("{\"a\":{\"0\":5}")]
    [InlineData("")]
    public void Bad_texts(string text) => Assert.Equal("KAFKA_OFFSET_FORMAT", Assert.Throws<StreamingException>(() => KafkaOffsets.Parse(text)).ErrorClass);

    [Fact]
    public void A_share_below_one_is_rounded_up_else_down()
    {
        var from = Of(0, 0, 0, 7);
        var until = Of(101, 11, 1, 7);
        Assert.Equal(Of(8, 1, 1, 7).ToJson(), OffsetLimits.Share(10, from, until).ToJson());
        Assert.Equal(until.ToJson(), OffsetLimits.Share(1000, from, until).ToJson());
        Assert.Equal(until.ToJson(), OffsetLimits.Share(10, until, until).ToJson());

        // A partition that shrank keeps its end: the plan tells the loss.
        Assert.Equal(Of(3, 0).ToJson(), OffsetLimits.Share(3, Of(0, 5), Of(9, 0)).ToJson());
        Assert.Equal(Of(long.MaxValue).ToJson(), OffsetLimits.Share(long.MaxValue, Of(5), Of(long.MaxValue)).ToJson());
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(12.5, "12.5")]
    [InlineData(1234567.25, "1234567.25")]
    [InlineData(1e7, "1.0E7")]
    [InlineData(123456789, "1.23456789E8")]
    public void Averages_are_written_as_Java_does(double value, string text) => Assert.Equal(text, KafkaSource.JavaText(value));

    [Fact]
    public void The_initial_offsets_are_read_in_both_of_Sparks_forms()
    {
        var files = new MemoryFiles();
        Assert.Null(InitialOffsets.Read(files, "/s/0"));
        InitialOffsets.Write(files, "/s/0", Of(1, 2));
        Assert.Equal("\0v1\n{\"t\":{\"0\":1,\"1\":2}}", files.Text("/s/0/0"));
        Assert.Equal(["0"], files.ListFiles("/s/0"));
        Assert.Equal(Of(1, 2).ToJson(), InitialOffsets.Read(files, "/s/0")!.ToJson());
        Put("\0" + Of(3).ToJson());
        Assert.Equal(Of(3).ToJson(), InitialOffsets.Read(files, "/s/0")!.ToJson());
        Put("\0v99999\n{}");
        Assert.Contains("maximum supported log version is v1, but encountered v99999", Assert.Throws<StreamingException>(() => InitialOffsets.Read(files, "/s/0")).Message);
        Put("\0v1\n{\"t\":");
        Assert.Equal("KAFKA_OFFSET_FORMAT", Assert.Throws<StreamingException>(() => InitialOffsets.Read(files, "/s/0")).ErrorClass);
        Put("");
        Assert.Equal("MALFORMED_LOG_FILE", Assert.Throws<StreamingException>(() => InitialOffsets.Read(files, "/s/0")).ErrorClass);

        void Put(string text)
        {
            using var stream = files.Create("/s/0/0");
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
    }

    private static KafkaOffsets Of(params long[] offsets) => new(offsets.Select((offset, partition) => KeyValuePair.Create(new PartitionId("t", partition), offset)));
}
