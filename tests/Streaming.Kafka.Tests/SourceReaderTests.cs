using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Streaming.Kafka.Tests;

public sealed class SourceReaderTests
{
    private readonly FakeClients _clients = new();
    private readonly FakeTimeProvider _time = new();

    private FakeClients.FakeFetcher Fetcher => _clients.Fetcher;

    [Fact]
    public void Records_past_the_end_wait_for_the_next_epoch_and_are_not_fetched_again()
    {
        using var reader = Reader();
        Fetcher.Records(0, Offsets(0, 9));
        Assert.Equal(Values(0, 0, 3), Read(reader, 0, Split(0, 0, 4)));
        Assert.Equal(Values(0, 4, 6), Read(reader, 1, Split(0, 4, 7)));
        Assert.Empty(Read(reader, 2));
        Fetcher.Records(0, Offsets(10, 11));
        Assert.Equal(Values(0, 7, 11), Read(reader, 3, Split(0, 7, 12)));
        Assert.Equal(["start t-0@0"], Fetcher.Calls);
        Assert.Empty(Read(reader, 4));
        Assert.Equal(0, Fetcher.Lent);
    }

    [Fact]
    public void Batches_are_of_one_partition_and_others_are_kept()
    {
        using var reader = Reader();
        Fetcher.Records(1, Offsets(0, 4));
        Fetcher.Records(0, Offsets(0, 4));
        Assert.Equal(Values(0, 0, 4), Read(reader, 0, Split(0, 0, 5), Split(1, 0, 0)));
        Assert.Equal(Values(1, 0, 4), Read(reader, 1, Split(1, 0, 5)));
        Assert.Equal(["start t-0@0", "start t-1@0"], Fetcher.Calls);
    }

    [Fact]
    public void A_gap_at_the_end_is_closed_by_a_position_or_by_a_later_record()
    {
        using var reader = Reader();
        Fetcher.Records(0, 0, 1);
        Fetcher.Position(0, 5);
        Assert.Equal(Values(0, 0, 1), Read(reader, 0, Split(0, 0, 4)));

        // The position is remembered: nothing comes any more, and nothing is waited for.
        Assert.Empty(Read(reader, 1, Split(0, 4, 5)));
        Fetcher.Records(0, 9);
        Assert.Empty(Read(reader, 2, Split(0, 5, 8)));
        Assert.Equal(["0:9"], Read(reader, 3, Split(0, 8, 10)));
        Assert.Equal(["start t-0@0"], Fetcher.Calls);
    }

    [Fact]
    public void Another_start_than_the_last_end_seeks()
    {
        using var reader = Reader();
        Fetcher.Records(0, Offsets(0, 9));
        Assert.Equal(Values(0, 0, 4), Read(reader, 0, Split(0, 0, 5)));
        Fetcher.Records(0, Offsets(2, 9));
        Assert.Equal(Values(0, 2, 4), Read(reader, 0, Split(0, 2, 5)));
        Fetcher.Records(0, Offsets(7, 9));
        Assert.Equal(Values(0, 7, 9), Read(reader, 1, Split(0, 7, 10)));
        Assert.Equal(["start t-0@0", "start t-0@2", "start t-0@7"], Fetcher.Calls);
    }

    [Fact]
    public void A_partition_that_keeps_too_much_is_paused_until_it_is_read()
    {
        using var reader = Reader();
        for (int i = 0; i < 20; i++)
        {
            Fetcher.Records(1, Offsets(i * 1024L, (i * 1024L) + 1023));
        }

        Fetcher.Records(0, 0);
        Assert.Equal(["0:0"], Read(reader, 0, Split(0, 0, 1), Split(1, 0, 0)));
        Assert.Equal(["start t-0@0", "start t-1@0", "pause t-1"], Fetcher.Calls);
        Assert.Equal(1000, Read(reader, 1, Split(1, 0, 1000)).Count);
        Assert.Equal(19_480, Read(reader, 2, Split(1, 1000, 20_480)).Count);
        Assert.Equal("resume t-1", Fetcher.Calls[^1]);
        Assert.Equal(4, Fetcher.Calls.Count);
    }

    [Fact]
    public void An_epoch_that_makes_no_progress_fails_after_the_poll_timeout_and_not_before()
    {
        using var reader = Reader();
        Fetcher.Records(0, 3);
        reader.BeginEpoch(0, [Split(0, 3, 10)]);
        Assert.Equal(SourceReadStatus.Batch, reader.Read(TimeSpan.Zero, out _, default));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(SourceReadStatus.Waiting, reader.Read(TimeSpan.Zero, out _, default));
        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(SourceReadStatus.Waiting, reader.Read(TimeSpan.Zero, out _, default));
        Fetcher.Records(0, 4);
        Assert.Equal(SourceReadStatus.Batch, reader.Read(TimeSpan.Zero, out _, default));
        Assert.Equal(SourceReadStatus.Waiting, reader.Read(TimeSpan.Zero, out _, default));
        _time.Advance(TimeSpan.FromSeconds(120));
        var error = Assert.Throws<StreamingException>(() => reader.Read(TimeSpan.Zero, out _, default));
        Assert.Equal(("KAFKA_FETCH_TIMEOUT", "t", 0, 5L), (error.ErrorClass, error.Topic, error.Partition, error.Offset));
        Assert.Contains("it rained", error.Message);
    }

    [Fact]
    public void Lost_offsets_fail_or_are_skipped()
    {
        using (var strict = Reader())
        {
            Fetcher.Failure(0, KafkaFailure.OffsetOutOfRange);
            strict.BeginEpoch(0, [Split(0, 1, 5)]);
            Assert.Equal("KAFKA_DATA_LOSS.COULD_NOT_READ_OFFSET_RANGE", Assert.Throws<StreamingException>(() => strict.Read(TimeSpan.Zero, out _, default)).ErrorClass);
        }

        Fetcher.Calls.Clear();
        using var lenient = Reader(("failOnDataLoss", "false"));
        _clients.EarliestOffsets[new("t", 0)] = 3;
        Fetcher.Failure(0, KafkaFailure.OffsetOutOfRange);
        Fetcher.Records(0, 3, 4);
        Assert.Equal(Values(0, 3, 4), Read(lenient, 0, Split(0, 1, 5)));
        _clients.EarliestOffsets[new("t", 0)] = 50;
        Fetcher.Failure(0, KafkaFailure.OffsetOutOfRange);
        Assert.Empty(Read(lenient, 1, Split(0, 5, 8)));
        Fetcher.Failure(1, KafkaFailure.UnknownTopicOrPartition);
        Assert.Empty(Read(lenient, 2, Split(1, 0, 8)));
        Assert.Equal(["start t-0@1", "start t-0@3", "start t-1@0"], Fetcher.Calls);
    }

    [Fact]
    public void A_partition_that_fails_between_epochs_is_started_again_when_it_is_wanted()
    {
        using var reader = Reader();
        Fetcher.Records(0, 0);
        Fetcher.Failure(0, KafkaFailure.UnknownTopicOrPartition);
        Fetcher.Records(1, 0);
        Assert.Equal(["0:0", "1:0"], Read(reader, 0, Split(0, 0, 1), Split(1, 0, 1)));
        Fetcher.Records(0, 1);
        Assert.Equal(["0:1"], Read(reader, 1, Split(0, 1, 2)));
        Assert.Equal(["start t-0@0", "start t-1@0", "start t-0@1"], Fetcher.Calls);
    }

    [Fact]
    public void Reading_allocates_nothing_per_record()
    {
        using var reader = Reader();
        long next = 0;
        long Round()
        {
            Fetcher.Records(0, Offsets(next, next + 1023));
            reader.BeginEpoch(next, [Split(0, next, next + 1024)]);
            next += 1024;
            long before = GC.GetAllocatedBytesForCurrentThread();
            while (reader.Read(TimeSpan.Zero, out _, default) != SourceReadStatus.EndOfEpoch)
            {
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        for (int i = 0; i < 30; i++)
        {
            Round();
        }

        Assert.InRange(Round(), 0, 256);
    }

    private static SourceSplit Split(int partition, long start, long end) => new("t", partition, start, end);

    private static IEnumerable<long> Offsets(long first, long last)
    {
        for (long offset = first; offset <= last; offset++)
        {
            yield return offset;
        }
    }

    private static IEnumerable<string> Values(int partition, long first, long last) => Offsets(first, last).Select(offset => $"{partition}:{offset}");

    private static List<string> Read(KafkaSourceReader reader, long epoch, params SourceSplit[] splits)
    {
        var values = new List<string>();
        reader.BeginEpoch(epoch, splits);
        while (true)
        {
            switch (reader.Read(TimeSpan.Zero, out var batch, default))
            {
                case SourceReadStatus.EndOfEpoch:
                    return values;
                case SourceReadStatus.Waiting:
                    Assert.Fail("The epoch waits for what does not come.");
                    break;
                default:
                    for (int i = 0; i < batch!.Count; i++)
                    {
                        values.Add(batch.Values[i].ValueText);
                        Assert.Equal(batch.Values[i].Offset, batch.Origin.OffsetOf(batch.Rows[i]));
                    }

                    break;
            }
        }
    }

    private KafkaSourceReader Reader(params (string Name, string Value)[] options) => new(
        SourceSettings.ForStream(
            new StreamOptions([new("kafka.bootstrap.servers", "x:1"), new("subscribe", "t"), .. options.Select(option => KeyValuePair.Create(option.Name, option.Value))]), Guid.NewGuid(), 0),
        _clients, "KafkaV2[Subscribe[t]]", _time, NullLogger.Instance);
}
