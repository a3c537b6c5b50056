namespace Streaming.Kafka.Tests;

public sealed class SinkOptionTests
{
    private const string Servers = "127.0.0.1:29092";

    [Fact]
    public void Recorded_refusals()
    {
        string Recorded(string id) => Recordings.Cases("kafka").Single(entry => entry.GetProperty("id").GetString() == id)
            .GetProperty("steps")[0].GetProperty("expect").GetProperty("error").GetProperty("root").GetProperty("message").GetString()!;

        Assert.Equal(Recorded("KFS-09"), Assert.Throws<StreamingException>(() => new SinkRun<string>(Servers, null, ("topic", "a"), ("kafka.key.serializer", "x"))).Message);
        Assert.StartsWith(Recorded("KFS-04"), Assert.Throws<StreamingException>(() => new SinkRun<int>(Servers, null, ("topic", "a"))).Message);
    }

    [Fact]
    public void A_topic_is_needed_somewhere()
    {
        const string Text = "topic option required when no 'topic' attribute is present. Use the topic option for setting a topic.";
        Assert.Equal(Text, Assert.Throws<StreamingException>(() => new SinkRun<string>(Servers, null)).Message);
        Assert.Equal(Text, Assert.Throws<StreamingException>(() => new SinkRun<string>(Servers, new KeyValueEncoder<string, string, string>(row => row, Serdes.Utf8))).Message);
        using var sink = new SinkRun<string>(Servers, new KeyValueEncoder<string, string, string>(row => row, Serdes.Utf8) { Topic = row => null });
        Assert.Equal("KAFKA_NULL_TOPIC_IN_DATA", Assert.Throws<StreamingException>(() => sink.Epoch("x")).ErrorClass);
    }

    [Theory]
    [InlineData("kafka.value.serializer", "Kafka option 'value.serializer' is not supported as values are serialized with ByteArraySerializer.")]
    [InlineData("kafka.interceptor.classes", "Kafka option 'interceptor.classes' is not supported")]
    [InlineData("kafka.transactional.id", "Kafka option 'transactional.id' is not supported")]
    [InlineData("kafka.max.request.size", "Kafka option 'kafka.max.request.size' belongs to Java's client. Use 'kafka.message.max.bytes' instead.")]
    [InlineData("kafka.nothing", "The Kafka client refuses the option 'kafka.nothing': there is no such setting.")]
    [InlineData("topik", "Option 'topik' is not known to sink 'kafka'.")]
    public void Refused(string name, string text) =>
        Assert.StartsWith(text, Assert.Throws<StreamingException>(() => new SinkRun<string>(Servers, null, ("topic", "a"), (name, "x"))).Message);

    [Fact]
    public void Settings_of_another_type_are_refused()
    {
        var context = new SinkContext
        {
            Options = new StreamOptions([new("kafka.bootstrap.servers", Servers), new("topic", "a")]),
            Settings = new DeadLetterEncoder(),
            QueryId = Guid.NewGuid(),
            OutputMode = OutputMode.Append,
            MemoryTables = new MemoryTables(),
            Time = TimeProvider.System,
            Workers = 1,
            IsRestart = false,
            Logger = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
        };
        Assert.Equal("SINK_SETTINGS", Assert.Throws<StreamingException>(() => new KafkaSinkProvider().CreateSink<string>(context)).ErrorClass);
    }

    [Fact]
    public void Weak_acks_switch_idempotence_off_instead_of_failing()
    {
        using var sink = new SinkRun<string>(Servers, null, ("topic", "a"), ("kafka.acks", "1"));
        Assert.Equal("KafkaSink[a]", sink.Description);
    }
}
