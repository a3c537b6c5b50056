using System.Text.Json;

namespace Streaming.Kafka.Tests;

public sealed class SourceOptionTests
{
    private const string Servers = "127.0.0.1:29092";

    private static Exception? Refusal(params (string Name, string Value)[] options) => Record.Exception(() =>
    {
        var streamOptions = new StreamOptions(options.Select(option => KeyValuePair.Create(option.Name, option.Value)));
        using var source = new KafkaSourceProvider().CreateSource(SourceRun.Context(streamOptions, new MemoryFiles()));
        streamOptions.RejectUnread("source 'kafka'");
    });

    private static string Message(params (string Name, string Value)[] options) =>
        Assert.IsType<StreamingException>(Refusal([("kafka.bootstrap.servers", Servers), .. options])).Message;

    // The recorded refusals of Spark (KFE-*), word for word.
    [Fact]
    public void Recorded_refusals()
    {
        int seen = 0;
        foreach (var recorded in Recordings.Cases("kafka").Where(entry => entry.GetProperty("id").GetString()!.StartsWith("KFE-", StringComparison.Ordinal)))
        {
            var source = recorded.GetProperty("sources").EnumerateObject().Single().Value;
            var options = source.GetProperty("options").EnumerateObject().Select(option => (option.Name, option.Value.GetString()!)).ToArray();
            var expected = recorded.TryGetProperty("buildError", out var build) && build.ValueKind == JsonValueKind.Object
                ? build.GetProperty("top").GetProperty("message")
                : recorded.GetProperty("steps")[0].GetProperty("expect").GetProperty("error").GetProperty("root").GetProperty("message");
            var error = Assert.IsType<StreamingException>(Refusal(options));
            Assert.Equal(expected.GetString(), error.Message);
            seen++;
        }

        Assert.True(seen >= 8);
    }

    [Theory]
    [InlineData("endingOffsets", "latest", "Ending offset not valid in streaming queries")]
    [InlineData("endingOffsetsByTimestamp", "{}", "Ending timestamp not valid in streaming queries")]
    [InlineData("endingTimestamp", "5", "Ending timestamp not valid in streaming queries")]
    [InlineData("kafka.key.deserializer", "x", "Kafka option 'key.deserializer' is not supported as keys are deserialized as byte arrays with ByteArrayDeserializer.")]
    [InlineData("kafka.value.deserializer", "x", "Kafka option 'value.deserializer' is not supported")]
    [InlineData("kafka.enable.auto.commit", "true", "Kafka option 'enable.auto.commit' is not supported")]
    [InlineData("kafka.Interceptor.Classes", "x", "Kafka option 'interceptor.classes' is not supported")]
    [InlineData("kafka.sasl.jaas.config", "secret", "Kafka option 'kafka.sasl.jaas.config' belongs to Java's client. Use 'kafka.sasl.username' and 'kafka.sasl.password' instead.")]
    [InlineData("kafka.ssl.truststore.location", "x", "Kafka option 'kafka.ssl.truststore.location' belongs to Java's client. Use 'kafka.ssl.ca.location'")]
    [InlineData("kafka.no.such.setting", "x", "The Kafka client refuses the option 'kafka.no.such.setting': there is no such setting.")]
    [InlineData("kafka.fetch.min.bytes", "many", "The Kafka client refuses the option 'kafka.fetch.min.bytes': its value is not allowed.")]
    [InlineData("startingOffsetsByTimestampStrategy", "newest", "Option 'startingOffsetsByTimestampStrategy' has the value 'newest'; allowed is error or latest.")]
    [InlineData("startingTimestamp", "-5", "Option 'startingTimestamp' has the value '-5'")]
    [InlineData("startingOffsetsByTimestamp", "x", "Expected e.g. {\"topicA\": {\"0\": 123456789")]
    [InlineData("startingOffsets", "{\"a\":{\"0\":-3}}", "Expected e.g. {\"topicA\":{\"0\":23,\"1\":-1},\"topicB\":{\"0\":-2}}, got {\"a\":{\"0\":-3}}")]
    [InlineData("startingOffsets", "{\"a\":\"first\"}", "Expected e.g. ")]
    [InlineData("maxOffsetsPerTrigger", "0", "Option 'maxOffsetsPerTrigger' has the value '0'; allowed is a positive integer.")]
    [InlineData("maxOffsetsPerTrigger", "many", "Option 'maxOffsetsPerTrigger' has the value 'many'")]
    [InlineData("maxTriggerDelay", "soon", "Option 'maxTriggerDelay' has the value 'soon'")]
    [InlineData("maxRecordsPerPartition", "-1", "maxRecordsPerPartition must be positive")]
    [InlineData("failOnDataLoss", "maybe", "Option 'failOnDataLoss' has the value 'maybe'; allowed is true or false.")]
    [InlineData("recordFields", "value,colour", "Option 'recordFields' has the value 'value,colour'")]
    [InlineData("kafkaConsumer.pollTimeoutMs", "0", "Option 'kafkaConsumer.pollTimeoutMs' has the value '0'")]
    [InlineData("maxOffsetPerTrigger", "5", "Option 'maxOffsetPerTrigger' is not known to source 'kafka'. Known options: ")]
    public void Refused(string name, string value, string text) => Assert.StartsWith(text, Message(("subscribe", "a"), (name, value)));

    [Theory]
    [InlineData("subscribe", " , ", "No topics to subscribe to as specified value for option 'subscribe' is ' , '")]
    [InlineData("subscribePattern", " ", "Pattern to subscribe is empty as specified value for option 'subscribePattern' is ' '")]
    [InlineData("subscribePattern", "(", "Option 'subscribePattern' has the value '('")]
    [InlineData("assign", "a", "No topicpartitions to assign as specified value for option 'assign' is 'a'")]
    [InlineData("assign", "{\"a\":5}", "Expected e.g. {\"topicA\":[0,1],\"topicB\":[0,1]}, got {\"a\":5}")]
    public void Refused_subscriptions(string name, string value, string text) => Assert.StartsWith(text, Message((name, value)));

    [Fact]
    public void Missing_servers() => Assert.Equal(
        "Option 'kafka.bootstrap.servers' must be specified for configuring Kafka consumer",
        Assert.IsType<StreamingException>(Refusal(("subscribe", "a"))).Message);

    [Fact]
    public void A_secret_is_in_no_text()
    {
        var error = Refusal(
            ("kafka.bootstrap.servers", Servers), ("subscribe", "a"), ("kafka.security.protocol", "SASL_SSL"), ("kafka.sasl.mechanism", "PLAIN"), ("kafka.ssl.key.pem", "tell-nobody"), ("kafka.sasl.password", "tell-nobody"));
        Assert.DoesNotContain("tell-nobody", error?.ToString() ?? "");
    }

    [Fact]
    public void Bounded_reads_refuse_what_makes_no_sense()
    {
        Assert.Equal("starting offset can't be latest for batch queries on Kafka", Bounded(("startingOffsets", "latest")));
        Assert.Equal("ending offset can't be earliest for batch queries on Kafka", Bounded(("endingOffsets", "earliest")));
        Assert.Equal("startingOffsets for a-0 can't be latest for batch queries on Kafka", Bounded(("startingOffsets", """{"a":{"0":-1}}""")));
        Assert.Equal("endingOffsets for a-0 can't be earliest for batch queries on Kafka", Bounded(("endingOffsets", """{"a":{"0":-2}}""")));

        static string Bounded((string Name, string Value) option) => Assert.Throws<StreamingException>(() => KafkaBoundedRead.Open(
            new StreamOptions([new("kafka.bootstrap.servers", Servers), new("subscribe", "a"), new(option.Name, option.Value)]))).Message;
    }

    [Fact]
    public void The_group_id_has_the_prefix_unless_it_is_given()
    {
        Assert.StartsWith("spark-kafka-source-", Read().Group);
        Assert.StartsWith("mine-", Read(("groupIdPrefix", "mine")).Group);
        Assert.Equal("fixed", Read(("groupIdPrefix", "mine"), ("kafka.group.id", "fixed")).Group);

        static SourceSettings Read(params (string Name, string Value)[] options) => SourceSettings.ForStream(
            new StreamOptions([new("kafka.bootstrap.servers", Servers), new("subscribe", "a"), .. options.Select(option => KeyValuePair.Create(option.Name, option.Value))]), Guid.NewGuid(), 0);
    }

    [Fact]
    public void Typed_options_are_the_same_options()
    {
        var options = new KafkaSourceOptions
        {
            BootstrapServers = Servers,
            SubscribePattern = "a.*",
            StartingTimestamp = DateTimeOffset.FromUnixTimeMilliseconds(17),
            StartingOffsets = "earliest",
            MaxOffsetsPerTrigger = 10,
            MinOffsetsPerTrigger = 5,
            MaxTriggerDelay = TimeSpan.FromSeconds(3),
            FailOnDataLoss = false,
            IncludeHeaders = true,
            RecordFields = "value",
            CommitOffsetsToGroup = "g",
            Others = new Dictionary<string, string> { ["kafkaConsumer.pollTimeoutMs"] = "7" },
        };
        var settings = SourceSettings.ForStream(new StreamOptions(options.ToOptions()), Guid.NewGuid(), 0);
        Assert.Equal(17, settings.Start.Timestamp);
        Assert.Equal((10, 5, TimeSpan.FromSeconds(3)), (settings.MaxOffsets!.Value, settings.MinOffsets!.Value, settings.MaxTriggerDelay));
        Assert.Equal((false, true, false, true, false), (settings.FailOnDataLoss, settings.IncludeHeaders, settings.WantsKeys, settings.WantsValues, settings.WantsTimestamps));
        Assert.Equal(("g", TimeSpan.FromMilliseconds(7)), (settings.VisibleGroup!, settings.PollTimeout));
    }
}
