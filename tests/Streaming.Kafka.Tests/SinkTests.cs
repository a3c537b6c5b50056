using System.Text;

namespace Streaming.Kafka.Tests;

public sealed class SinkTests(KafkaServerFixture kafka)
{
    private static KeyValueEncoder<string, string, string> Keyed(Func<string, string?> key) => new(key, Serdes.Utf8, row => row, Serdes.Utf8);

    [Fact]
    public async Task Keys_go_where_Javas_clients_put_them()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string ours = await topics.CreateAsync(7);
        string javas = await topics.CreateAsync(7);
        string[] keys = [.. Enumerable.Range(0, 200).Select(i => $"key-{i * 31}"), "a", "\u00e9", "\u6f22\u5b57"];
        using var sink = new SinkRun<string>(kafka.BootstrapServers, Keyed(row => row), ("topic", ours));
        Assert.Equal(keys.Length, sink.Epoch(keys));
        kafka.Server.Tool(
            string.Concat(keys.Select(key => $"{key}\t{key}\n")),
            "console-producer", "--bootstrap-server", kafka.BootstrapServers, "--topic", javas, "--property", "parse.key=true", "--property", "key.separator=\t");
        Assert.Equal(await PlacesAsync(javas), await PlacesAsync(ours));
    }

    [Fact]
    public async Task Null_values_headers_partitions_and_topics_of_rows()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string one = await topics.CreateAsync(3);
        string two = await topics.CreateAsync(3);
        var encoder = new KeyValueEncoder<string, string, string>(row => row[..1], Serdes.Utf8, row => row.Length > 1 ? row[1..] : null, Serdes.Utf8)
        {
            Topic = row => row.StartsWith('a') ? one : two,
            Partition = row => row.StartsWith('a') ? 2 : null,
            Headers = row => row == "a1" ? [new KafkaHeader("trace", Encoding.UTF8.GetBytes("x"))] : null,
        };
        using (var sink = new SinkRun<string>(kafka.BootstrapServers, encoder))
        {
            Assert.Equal(3, sink.Epoch("a1", "b2", "a"));
        }

        var rows = Read(one);
        Assert.Equal([("a", "1", 2), ("a", "<null>", 2)], rows.Select(row => (row.Key, row.Value, row.Partition)));
        Assert.Equal("x", Encoding.UTF8.GetString(Assert.Single(rows[0].Headers!).Value!));
        Assert.Equal(["2"], Read(two).Select(row => row.Value));

        // The option beats the row, and headers can be left out.
        using (var sink = new SinkRun<string>(kafka.BootstrapServers, encoder, ("topic", two), ("includeHeaders", "false")))
        {
            sink.Epoch("a1");
        }

        Assert.Null(Read(two).Single(row => row.Key == "a").Headers);
    }

    [Fact]
    public async Task A_record_that_is_too_large_is_refused_by_client_or_broker()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        using (var sink = new SinkRun<string>(kafka.BootstrapServers, null, ("topic", topic)))
        {
            var error = Assert.Throws<StreamingException>(() => sink.Epoch(new string('x', 2_000_000)));
            Assert.Equal("KAFKA_RECORD_TOO_LARGE", error.ErrorClass);
            Assert.Equal(topic, error.Topic);
            Assert.Contains("kafka.message.max.bytes", error.Message);
            sink.Writer.Abort(error);
            Assert.Equal(1, sink.Epoch("small"));
        }

        using (var sink = new SinkRun<string>(kafka.BootstrapServers, null, ("topic", topic), ("kafka.message.max.bytes", "5000000")))
        {
            var error = Assert.Throws<StreamingException>(() => sink.Epoch(new string('x', 2_000_000)));
            Assert.Equal("KAFKA_RECORD_TOO_LARGE", error.ErrorClass);
            Assert.Equal((topic, 0), (error.Topic, error.Partition));
        }
    }

    [Fact]
    public async Task An_unknown_partition_fails_the_epoch()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        var encoder = new KeyValueEncoder<string, string, string>(row => row, Serdes.Utf8) { Partition = _ => 5 };
        using var sink = new SinkRun<string>(kafka.BootstrapServers, encoder, ("topic", topic));
        var error = Assert.Throws<StreamingException>(() => sink.Epoch("x"));
        Assert.Equal("UNKNOWN_TOPIC_OR_PARTITION", error.ErrorClass);
        Assert.Equal((topic, 5), (error.Topic, error.Partition));
    }

    [Fact]
    public async Task A_broker_that_stays_away_holds_the_writer_up_until_it_is_cancelled()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        using var sink = new SinkRun<string>(
            "127.0.0.1:1", null, ("topic", topic), ("kafka.queue.buffering.max.messages", "1000"));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var batch = new RecordBatch<string>();
        while (!batch.IsFull)
        {
            batch.Add("x", RecordBatch<string>.NoTimestamp, -1);
        }

        sink.Writer.BeginEpoch(0);
        int written = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            for (int i = 0; i < 10; i++)
            {
                sink.Writer.Write(batch, stop.Token);
                written++;
            }
        });
        Assert.Equal(0, written);
    }

    [Fact]
    public async Task Bytes_slices_and_records_need_no_encoder()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        string copy = await topics.CreateAsync();
        using (var sink = new SinkRun<byte[]>(kafka.BootstrapServers, null, ("topic", topic)))
        {
            sink.Epoch([1, 2], []);
        }

        using (var sink = new SinkRun<Utf8Slice>(kafka.BootstrapServers, null, ("topic", topic)))
        {
            sink.Epoch(new Utf8Slice("slice"));
        }

        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"));
        run.Reader.BeginEpoch(0, [new SourceSplit(topic, 0, 0, 3)]);
        using (var sink = new SinkRun<KafkaRecord>(kafka.BootstrapServers, null, ("topic", copy)))
        {
            sink.Writer.BeginEpoch(0);
            while (run.Reader.Read(TimeSpan.FromSeconds(1), out var batch, TestContext.Current.CancellationToken) is var status && status != SourceReadStatus.EndOfEpoch)
            {
                if (batch is not null)
                {
                    sink.Writer.Write(batch, TestContext.Current.CancellationToken);
                }
            }

            sink.Writer.EndEpoch(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["\u0001\u0002", "", "slice"], Read(copy).Select(row => row.Value));
    }

    private List<SourceRun.Row> Read(string topic)
    {
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"), ("includeHeaders", "true"));
        return run.Rows()!;
    }

    private Task<Dictionary<string, int>> PlacesAsync(string topic) => Task.FromResult(Read(topic).ToDictionary(row => row.Key!, row => row.Partition));
}
