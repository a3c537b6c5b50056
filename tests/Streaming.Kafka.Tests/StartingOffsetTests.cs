namespace Streaming.Kafka.Tests;

public sealed class StartingOffsetTests(KafkaServerFixture kafka)
{
    private const long T1 = 1_795_000_000_000;
    private const long T2 = T1 + 100_000;
    private const long T3 = T2 + 100_000;

    // KF-03
    [Fact]
    public async Task Offsets_per_partition_count_on_the_first_start_only()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(5);
        string[][] values = [["-20", "-21", "-22"], ["-10", "-11", "-12"], ["0", "1", "2"], ["10", "11", "12"], ["20", "21", "22"]];
        for (int p = 0; p < 5; p++)
        {
            await topics.SendAsync(topic, p, values[p]);
        }

        var files = new MemoryFiles();
        (string, string)[] options = [("subscribe", topic), ("startingOffsets", Topics.Offsets(topic, -2, -1, 0, 1, 2))];
        string? end;
        using (var run = new SourceRun(kafka.BootstrapServers, files, options: options))
        {
            Assert.Equal(["-20", "-21", "-22", "0", "1", "2", "11", "12", "22"], run.Epoch());
            Assert.Equal(Topics.Offsets(topic, 3, 3, 3, 3, 3), end = run.End);
            Assert.Equal("\0v1\n" + Topics.Offsets(topic, 0, 3, 0, 1, 2), files.Text("/checkpoint/sources/0/0"));
        }

        await topics.SendAsync(topic, 1, "30", "31");
        using (var run = new SourceRun(kafka.BootstrapServers, files, options: options) { End = end })
        {
            Assert.Equal(["30", "31"], run.Epoch());
        }

        // A crash before the first offsets were logged: the saved start counts, not the options.
        using (var run = new SourceRun(kafka.BootstrapServers, files, options: [("subscribe", topic), ("startingOffsets", "latest")]))
        {
            Assert.Equal(11, run.Epoch()!.Count);
        }
    }

    [Fact]
    public async Task A_stream_starts_at_latest_by_default_and_a_word_per_topic_is_taken()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string one = await topics.CreateAsync();
        string two = await topics.CreateAsync();
        await topics.SendAsync(one, 0, "1");
        await topics.SendAsync(two, 0, "2");
        using var latest = SourceRun.On(kafka.BootstrapServers, ("subscribe", one));
        Assert.Empty(latest.Epoch()!);
        await topics.SendAsync(one, 0, "3");
        Assert.Equal(["3"], latest.Epoch());
        using var words = SourceRun.On(kafka.BootstrapServers, ("subscribe", $"{one},{two}"), ("startingOffsets", $$"""{"{{one}}":"EARLIEST","{{two}}":{"0":-1} }"""));
        Assert.Equal(["1", "3"], words.Epoch());
        using var assigned = SourceRun.On(kafka.BootstrapServers, ("assign", $$"""{"{{one}}":[0]}"""), ("startingoffsets", "Earliest"));
        Assert.Equal(["1", "3"], assigned.Epoch());
        Assert.Equal($"KafkaV2[Assign[{one}-0]]", assigned.Source.Description);
    }

    [Fact]
    public async Task Offsets_must_name_all_partitions()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(2);
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", Topics.Offsets(topic, 0)));
        var error = Assert.Throws<StreamingException>(() => run.Epoch());
        Assert.StartsWith("If startingOffsets contains specific offsets, you must specify all TopicPartitions.", error.Message);
    }

    // KF-04: precedence, missing match, bounded reads.
    [Fact]
    public async Task Bounded_reads_by_timestamp()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(3);
        foreach (var (time, first) in ((long, int)[])[(T1, 0), (T2, 10), (T3, 20)])
        {
            for (int v = first; v < first + 10; v++)
            {
                await topics.SendAsync(topic, v % 3, time, v.ToString());
            }
        }

        string t2 = Topics.Offsets(topic, T2, T2, T2);
        string t3 = Topics.Offsets(topic, T3, T3, T3);
        string tooLate = Topics.Offsets(topic, T2, T2, T3 + 3_600_000);
        Assert.Equal(Values(20, 30), Read(("startingTimestamp", T3.ToString()), ("startingOffsetsByTimestamp", t2), ("startingOffsets", "earliest")));
        Assert.Equal(Values(10, 30), Read(("startingOffsetsByTimestamp", t2), ("startingOffsets", "earliest")));
        Assert.Equal(Values(10, 20), Read(("startingOffsetsByTimestamp", t2), ("endingOffsetsByTimestamp", t3)));
        Assert.Equal(Values(0, 10), Read(("endingTimestamp", T2.ToString()), ("endingOffsets", "latest")));
        Assert.Equal(Values(0, 30), Read());
        Assert.Equal([0, 1], Read(("endingOffsets", Topics.Offsets(topic, 1, 1, 0))));
        Assert.Equal([.. Values(0, 10), .. Values(10, 30).Where(v => v % 3 == 2)], ReadNumbers(("endingOffsetsByTimestamp", tooLate)));
        Assert.Equal(Values(10, 30).Where(v => v % 3 != 2), ReadNumbers(("startingOffsetsByTimestamp", tooLate), ("startingOffsetsByTimestampStrategy", "latest")));
        var error = Assert.Throws<StreamingException>(() => Read(("startingOffsetsByTimestamp", tooLate)));
        Assert.StartsWith($"No offset matched from request of topic-partition {topic}-2 and timestamp {T3 + 3_600_000}.", error.Message);

        // The same in a stream.
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingTimestamp", T3.ToString()));
        Assert.Equal(10, run.Epoch()!.Count);

        IEnumerable<int> Values(int from, int to) => Enumerable.Range(from, to - from);
        IEnumerable<int> ReadNumbers(params (string Name, string Value)[] options) => Read(options);
        List<int> Read(params (string Name, string Value)[] options)
        {
            using var read = KafkaBoundedRead.Open(new StreamOptions(
                [new("kafka.bootstrap.servers", kafka.BootstrapServers), new("subscribe", topic), .. options.Select(option => KeyValuePair.Create(option.Name, option.Value))]));
            using var reader = read.CreateReader();
            return [.. SourceRun.ReadAll(reader, read.Splits).Select(row => int.Parse(row.Value)).Order()];
        }
    }

    [Fact]
    public async Task Records_have_all_of_Sparks_columns()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(2);
        await topics.SendAsync(topic, 0, 1_700_000_000_123, "a", null);
        using var sink = new SinkRun<string>(
            kafka.BootstrapServers,
            new KeyValueEncoder<string, string, string>(_ => "kk", Serdes.Utf8, row => row, Serdes.Utf8)
            {
                Partition = _ => 1,
                Headers = _ => [new KafkaHeader("h", [1]), new KafkaHeader("h", null)],
                TimestampMs = _ => 1_700_000_000_000,
            },
            ("topic", topic));
        sink.Epoch("b");
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"), ("includeHeaders", "true"));
        var rows = run.Rows()!;
        Assert.Equal([(0, 0L, null, "a", 1_700_000_000_123), (0, 1L, null, "<null>", 1_700_000_000_123), (1, 0L, "kk", "b", 1_700_000_000_000)], rows.Select(row => (row.Partition, row.Offset, row.Key, row.Value, row.TimestampMs)));
        Assert.All(rows, row => Assert.Equal(row.TimestampMs * 1000, row.Micros));
        Assert.All(rows, row => Assert.Equal(0, row.TimestampType));
        Assert.Null(rows[0].Headers);
        Assert.Equal(["h", "h"], rows[2].Headers!.Select(header => header.Key));
        Assert.Equal([1], rows[2].Headers![0].Value!);
        Assert.Null(rows[2].Headers![1].Value);
        Assert.Equal(
            new Dictionary<string, string> { ["avgOffsetsBehindLatest"] = "0.0", ["maxOffsetsBehindLatest"] = "0", ["minOffsetsBehindLatest"] = "0" },
            run.Source.Metrics(run.End).ToDictionary());
        Assert.Equal(Topics.Offsets(topic, 2, 1), run.Source.ReportLatestOffset());

        // Narrowed: what is not named is not there.
        using var narrow = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"), ("recordFields", "value"));
        Assert.All(narrow.Rows()!, row => Assert.Equal((null, -1L, RecordBatch<KafkaRecord>.NoTimestamp, null), (row.Key, row.TimestampMs, row.Micros, row.Headers)));
    }

    [Fact]
    public async Task The_broker_s_timestamps_are_marked()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(1, configs: new() { ["message.timestamp.type"] = "LogAppendTime" });
        await topics.SendAsync(topic, 0, 5, "a");
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"));
        var row = Assert.Single(run.Rows()!);
        Assert.Equal(1, row.TimestampType);
        Assert.NotEqual(5, row.TimestampMs);
    }
}
