using System.Diagnostics;

namespace Streaming.Acceptance.Tests;

public sealed class ConnectionFaultTests(KafkaServerFixture kafka)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Unreachable_broker_of_a_source_is_named_soon()
    {
        string nobody = Addresses.Nobody();
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        long start = Stopwatch.GetTimestamp();
        var query = session.ReadStream().Kafka(nobody, "lines").WriteStream().Format("noop").Option("checkpointLocation", folder.Path).Start();
        var error = await query.FailureAsync();
        Assert.True(Stopwatch.GetElapsedTime(start) < Soon, $"It took {Stopwatch.GetElapsedTime(start)}.");
        Assert.Equal("KAFKA_UNREACHABLE", ((StreamingException)error.Cause).ErrorClass);
        Assert.Contains(nobody, error.Message);
        Assert.Contains("kafka.bootstrap.servers", error.Message);
    }

    [Fact]
    public async Task Unreachable_broker_of_a_sink_is_named_soon()
    {
        string nobody = Addresses.Nobody();
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        long start = Stopwatch.GetTimestamp();
        var query = session.ReadStream().Format("rate-micro-batch").Option("rowsPerBatch", 5).Load<RateRow>()
            .Map(row => $"{row.Value}")
            .WriteStream().Kafka(nobody, "copies").Option("checkpointLocation", folder.Path).Start();
        var error = await query.FailureAsync();
        Assert.True(Stopwatch.GetElapsedTime(start) < Soon, $"It took {Stopwatch.GetElapsedTime(start)}.");
        Assert.Equal("KAFKA_UNREACHABLE", ((StreamingException)error.Cause).ErrorClass);
        Assert.Contains(nobody, error.Message);
        Assert.Contains("'copies'", error.Message);
        Assert.Contains("kafka.bootstrap.servers", error.Message);
    }

    [Fact]
    public async Task Unknown_topic_is_named_and_not_created()
    {
        string topic = Topics.NewName("nowhere");
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        for (int attempt = 0; attempt < 2; attempt++)
        {
            var query = session.ReadStream().Kafka(kafka.BootstrapServers, topic).WriteStream().Format("noop").Option("checkpointLocation", folder.Path).Start();
            var error = await query.FailureAsync();
            Assert.Equal("UNKNOWN_TOPIC_OR_PARTITION", ((StreamingException)error.Cause).ErrorClass);
            Assert.Contains($"there is no topic '{topic}' at {kafka.BootstrapServers}. Create it", error.Message);
            Assert.Equal(topic, error.Topic);
        }
    }

    [Fact]
    public async Task Wrong_credentials_are_told_at_once_without_the_secret()
    {
        const string Secret = "not-alices-secret";
        string servers = kafka.Server.SaslServers;
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        await topics.SendAsync(topic, 0, "1");
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        long start = Stopwatch.GetTimestamp();
        var source = session.ReadStream().Options(Credentials(Secret)).Kafka(servers, topic);
        var query = source.WriteStream().Format("noop").Option("checkpointLocation", folder.Combine("source")).Start();
        Check(await query.FailureAsync(), query);

        var sink = session.ReadStream().Format("rate-micro-batch").Option("rowsPerBatch", 5).Load<RateRow>().Map(row => $"{row.Value}")
            .WriteStream().Options(Credentials(Secret)).Kafka(servers, topic).Option("checkpointLocation", folder.Combine("sink")).Start();
        Check(await sink.FailureAsync(), sink);
        Assert.True(Stopwatch.GetElapsedTime(start) < Soon, $"It took {Stopwatch.GetElapsedTime(start)}.");

        // And with the right ones the same query runs from the same checkpoint.
        query = session.ReadStream().Options(Credentials("alice-secret")).Option("startingOffsets", "earliest").Kafka(servers, topic).Map(record => record.ValueText)
            .WriteStream().Memory("rows").Trigger(Trigger.AvailableNow()).Start();
        await query.EndAsync();
        Assert.Equal(["1"], session.MemoryTables.Get<string>("rows").Rows);

        void Check(StreamingQueryException error, StreamingQuery failed)
        {
            Assert.Equal("KAFKA_AUTHENTICATION", ((StreamingException)error.Cause).ErrorClass);
            Assert.Contains(servers, error.Message);
            Assert.Contains("kafka.sasl.", error.Message);
            Assert.DoesNotContain(Secret, error.ToString());
            Assert.DoesNotContain(Secret, failed.Explain(ExplainMode.Extended));
            Assert.DoesNotContain(Secret, failed.LastProgress?.Json ?? "");
        }
    }

    private static Dictionary<string, string> Credentials(string password) => new()
    {
        ["kafka.security.protocol"] = "SASL_PLAINTEXT",
        ["kafka.sasl.mechanism"] = "PLAIN",
        ["kafka.sasl.username"] = "alice",
        ["kafka.sasl.password"] = password,
    };
}
