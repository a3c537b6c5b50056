using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Streaming.Acceptance.Tests;

public sealed class BadRecordTests(KafkaServerFixture kafka)
{
    private const string Broken = "{\"Name\":\"Eve\",\"Age\":";

    public sealed record Person(string Name, int Age);

    [Fact]
    public async Task Malformed_json_fails_the_query_and_names_the_place()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await People(topics);
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        var query = Decoded(session, topic, null).WriteStream().Memory("people").Option("checkpointLocation", folder.Path).Trigger(Trigger.AvailableNow()).Start();
        var error = await query.FailureAsync();
        Assert.Equal("MALFORMED_RECORD", ((StreamingException)error.Cause).ErrorClass);
        Assert.Equal((topic, 1, 1L), (error.Topic, error.Partition, error.Offset));
        Assert.Contains($"topic '{topic}', partition 1, offset 1: ", error.Message);
        Assert.Contains("OnBadRecord.Skip or OnBadRecord.DeadLetter", error.Message);
        Assert.NotNull(error.Operator);
        Assert.Contains(error.Operator, error.Message);
        Assert.Empty(Directory.GetFiles(folder.Combine("commits")));
    }

    [Fact]
    public async Task Malformed_json_is_skipped()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await People(topics);
        await using var session = QueryExtensions.NewSession();
        await Decoded(session, topic, new DecodeOptions { OnBadRecord = OnBadRecord.Skip }).WriteStream().Memory("people").Trigger(Trigger.AvailableNow()).Start().EndAsync();
        Assert.Equal(["Ann", "Bob", "Cid"], session.MemoryTables.Get<Person>("people").Rows.Select(person => person.Name).Order());
    }

    [Fact]
    public async Task Malformed_json_goes_to_a_topic_with_place_and_reason()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await People(topics);
        string letters = await topics.CreateAsync(prefix: "letters");
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        var options = new DecodeOptions { OnBadRecord = OnBadRecord.DeadLetter, DeadLetterTopic = letters };
        await Decoded(session, topic, options).WriteStream().Memory("people").Trigger(Trigger.AvailableNow()).Start().EndAsync();
        Assert.Equal(["Ann", "Bob", "Cid"], session.MemoryTables.Get<Person>("people").Rows.Select(person => person.Name).Order());

        var letter = Assert.Single(topics.ReadAll(letters));
        Assert.Equal(Broken, Encoding.UTF8.GetString(letter.Message.Value!));
        Assert.Equal("eve", Encoding.UTF8.GetString(letter.Message.Key!));
        var headers = letter.Message.Headers.Select(header => (header.Key, Value: Encoding.UTF8.GetString(header.GetValueBytes()))).ToArray();
        Assert.Equal(
            [("origin", "a test"), ("deadletter.topic", topic), ("deadletter.partition", "1"), ("deadletter.offset", "1")],
            headers[..4]);
        Assert.Equal("deadletter.reason", headers[4].Key);
        Assert.NotEmpty(headers[4].Value);
        Assert.Equal(5, headers.Length);
    }

    [Fact]
    public async Task Lambda_that_throws_is_named_with_the_record()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(2);
        await topics.SendAsync(topic, 0, "1", "2", "3");
        await topics.SendAsync(topic, 1, "4", "five", "6");
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession(("streaming.workers", "2"));
        var numbers = session.ReadStream().Option("startingOffsets", "earliest").Kafka(kafka.BootstrapServers, topic)
            .Filter(record => record.HasValue)
            .Map(record => record.ValueText)
            .Map(text => long.Parse(text, CultureInfo.InvariantCulture));
        var query = numbers.GroupBy(number => number % 2).Count()
            .WriteStream().OutputMode(OutputMode.Update).Memory("parities").Option("checkpointLocation", folder.Path).Trigger(Trigger.AvailableNow()).Start();
        var error = await query.FailureAsync();
        var cause = Assert.IsType<StreamingException>(error.Cause);
        Assert.Equal("FAILED_EXECUTE_UDF", cause.ErrorClass);
        Assert.IsType<FormatException>(cause.InnerException);
        Assert.Equal((topic, 1, 1L), (error.Topic, error.Partition, error.Offset));
        Assert.Contains($"topic '{topic}', partition 1, offset 1", error.Message);
        Assert.Contains("'five'", error.Message);

        // The second of the two maps, by the name that Explain shows.
        Assert.NotNull(error.Operator);
        Assert.StartsWith("Map", error.Operator);
        Assert.Contains($"operator {error.Operator},", error.Message);
        Assert.Contains(error.Operator, query.Explain(ExplainMode.Extended));
        Assert.NotEqual(error.StartOffset, error.EndOffset);
    }

    [Fact]
    public async Task Record_larger_than_the_client_allows_is_named_with_the_limit()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string output = await topics.CreateAsync(prefix: "small");
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        var query = session.ReadStream().Format("rate-micro-batch").Option("rowsPerBatch", 1).Load<RateRow>().Map(_ => new string('x', 2_000_000))
            .WriteStream().Kafka(kafka.BootstrapServers, output).Option("checkpointLocation", folder.Path).Start();
        var error = await query.FailureAsync();
        Assert.Equal("KAFKA_RECORD_TOO_LARGE", ((StreamingException)error.Cause).ErrorClass);
        Assert.Equal(output, error.Topic);
        Assert.Contains($"topic '{output}' at {kafka.BootstrapServers}", error.Message);
        Assert.Contains("key and value have 2000000 bytes, the limit 'kafka.message.max.bytes' is 1000000", error.Message);
    }

    [Fact]
    public async Task Record_larger_than_the_topic_allows_is_named_with_its_partition()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string output = await topics.CreateAsync(prefix: "small", configs: new Dictionary<string, string> { ["max.message.bytes"] = "1000" });
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        var query = session.ReadStream().Format("rate-micro-batch").Option("rowsPerBatch", 1).Load<RateRow>().Map(_ => new string('x', 50_000))
            .WriteStream().Kafka(kafka.BootstrapServers, output).Option("checkpointLocation", folder.Path).Start();
        var error = await query.FailureAsync();
        Assert.Equal("KAFKA_RECORD_TOO_LARGE", ((StreamingException)error.Cause).ErrorClass);
        Assert.Equal((output, 0), (error.Topic, error.Partition));
        Assert.Contains($"partition 0 of topic '{output}' at {kafka.BootstrapServers}", error.Message);
        Assert.Contains("'max.message.bytes' of the topic", error.Message);
        Assert.Empty(topics.ReadAll(output));
    }

    private DataStream<Person> Decoded(StreamingSession session, string topic, DecodeOptions? options) => session.ReadStream()
        .Option("startingOffsets", "earliest").Option("includeHeaders", true).Kafka(kafka.BootstrapServers, topic)
        .DecodeValues(Serdes.Json<Person>(), options);

    private async Task<string> People(Topics topics)
    {
        string topic = await topics.CreateAsync(2, "people");
        await topics.SendAsync(topic, 0, """{"Name":"Ann","Age":31}""");
        await topics.SendAsync(topic, 1, """{"Name":"Bob","Age":45}""");
        using (var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).Build())
        {
            await producer.ProduceAsync(new TopicPartition(topic, 1), new Message<string, string>
            {
                Key = "eve",
                Value = Broken,
                Headers = new Headers { { "origin", "a test"u8.ToArray() } },
            });
        }

        await topics.SendAsync(topic, 1, """{"Name":"Cid","Age":7}""");
        return topic;
    }
}
