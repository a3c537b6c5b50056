using System.Text.Json;
using Streaming.Core.Tests;

namespace Streaming.Kafka.Tests;

public sealed class KafkaReplayTests(KafkaServerFixture kafka)
{
    private const string Group = "kafka";

    [Theory]
    [InlineData("KF-01#1", 1)]
    [InlineData("KF-01#2", 2)]
    [InlineData("KF-02#1", 2)]
    [InlineData("KF-07", 1)]
    [InlineData("KFX-03", 2)]
    public async Task Numbers(string id, int workers)
    {
        using var steps = new KafkaSteps(kafka.BootstrapServers);
        var recorded = RecordedCases.Case(Group, id);
        // The reader of Spark's executors names its group in the error of KFX-03.
        await using var replay = new Replay(recorded, workers) { Kafka = steps.DoAsync, ErrorText = ReplayError.Class };
        await replay.RunAsync(session => Values(session, recorded, "k"));
    }

    // How the rows fall into batches is a matter of timing, says the recording.
    [Theory]
    [InlineData("KF-03")]
    [InlineData("KFX-02")]
    public async Task Numbers_in_any_batches(string id)
    {
        using var steps = new KafkaSteps(kafka.BootstrapServers);
        var recorded = RecordedCases.Case(Group, id);
        await using var replay = new Replay(recorded, workers: 2) { Kafka = steps.DoAsync, BatchesByTiming = true };
        await replay.RunAsync(session => Values(session, recorded, "k"));
    }

    [Fact]
    public async Task A_union_of_two_limited_topics()
    {
        using var steps = new KafkaSteps(kafka.BootstrapServers);
        var recorded = RecordedCases.Case(Group, "KF-08");
        await using var replay = new Replay(recorded, workers: 2) { Kafka = steps.DoAsync };
        await replay.RunAsync(session => Values(session, recorded, "a").Union(Values(session, recorded, "b")));
    }

    [Fact]
    public async Task All_columns_and_the_progress()
    {
        using var steps = new KafkaSteps(kafka.BootstrapServers);
        var recorded = RecordedCases.Case(Group, "KFX-01");
        await using var replay = new Replay(recorded, workers: 2) { Kafka = steps.DoAsync };
        await replay.RunAsync(session => Load(session, recorded, "k").Map(record => (
            record.KeyText, record.HasValue ? record.ValueText : null, record.Topic == "r64986-kfk1", record.Partition, record.Offset, record.Timestamp, record.TimestampType, record.Headers)));
    }

    [Fact]
    public async Task Bounded_reads_by_timestamp()
    {
        using var steps = new KafkaSteps(kafka.BootstrapServers);
        foreach (var step in RecordedCases.Case(Group, "KF-04#3").GetProperty("steps").EnumerateArray())
        {
            steps.Reads.Clear();
            await steps.DoAsync(step.GetProperty("do").GetProperty("kafka"));
            var read = Assert.Single(step.GetProperty("expect").GetProperty("reads").EnumerateArray());
            object actual = Assert.Single(steps.Reads);
            if (read.TryGetProperty("values", out var values))
            {
                Assert.Equal(values.EnumerateArray().Select(value => value.GetString()!).Order(StringComparer.Ordinal), actual);
            }
            else
            {
                // Ours goes on with what to do.
                Assert.StartsWith(read.GetProperty("error").GetProperty("top").GetProperty("message").GetString()!, Assert.IsType<string>(actual));
            }
        }
    }

    public static TheoryData<string> Refusals => new(["KFE-01", "KFE-02", "KFE-03", "KFE-04", "KFE-08", "KFE-09", "KFE-10", "KFE-12"]);

    // No broker is asked: what is wrong is seen before.
    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refused_options(string id)
    {
        var recorded = RecordedCases.Case(Group, id);
        await using var replay = new Replay(recorded) { ErrorText = id == "KFE-09" ? ReplayError.Start : ReplayError.Exact };
        await replay.RunAsync(session => session.ReadStream().Format("kafka").Options(Options(recorded, "k")).Load<KafkaRecord>());
    }

    private DataStream<KafkaRecord> Load(StreamingSession session, JsonElement recorded, string name) =>
        session.ReadStream().Format("kafka").Options(Options(recorded, name)).Option("kafka.bootstrap.servers", kafka.BootstrapServers).Load<KafkaRecord>();

    private DataStream<int> Values(StreamingSession session, JsonElement recorded, string name) => Load(session, recorded, name).Map(record => int.Parse(record.ValueText, null));

    private static IEnumerable<KeyValuePair<string, string>> Options(JsonElement recorded, string name) =>
        recorded.GetProperty("sources").GetProperty(name).GetProperty("options").EnumerateObject().Select(option => KeyValuePair.Create(option.Name, option.Value.GetString()!));
}
