using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming.Kafka.Tests;

/// <summary>A source and its readers, driven as the engine drives them.</summary>
internal sealed class SourceRun : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<ISourceReader<KafkaRecord>> _readers = [];
    private long _epoch;

    public SourceRun(string servers, MemoryFiles? files = null, int workers = 1, TimeProvider? time = null, params (string Name, string Value)[] options)
    {
        Files = files ?? new MemoryFiles();
        var all = options.Prepend(("kafka.bootstrap.servers", servers)).Select(option => KeyValuePair.Create(option.Item1, option.Item2));
        var streamOptions = new StreamOptions(all);
        Source = new KafkaSourceProvider().CreateSource(Context(streamOptions, Files, workers, time));
        streamOptions.RejectUnread("source 'kafka'");
        for (int i = 0; i < workers; i++)
        {
            _readers.Add(Source.CreateReader());
        }
    }

    public static SourceRun On(string servers, params (string Name, string Value)[] options) => new(servers, options: options);

    public static SourceContext Context(StreamOptions options, MemoryFiles files, int workers = 1, TimeProvider? time = null) => new()
    {
        Options = options,
        QueryId = Guid.NewGuid(),
        SourceIndex = 0,
        CheckpointFolder = "/checkpoint/sources/0",
        FileSystem = files,
        Time = time ?? TimeProvider.System,
        Workers = workers,
        Logger = NullLogger.Instance,
    };

    public MemoryFiles Files { get; }

    public IStreamSource<KafkaRecord> Source { get; }

    /// <summary>End of the last epoch.</summary>
    public string? End { get; set; }

    public ISourceReader<KafkaRecord> Reader => _readers[0];

    /// <summary>Runs one epoch and returns its records' values, in order of topic, partition and offset; null where there is nothing new.</summary>
    public List<string>? Epoch(ReadLimit limit = ReadLimit.SourceOptions)
    {
        var rows = Rows(limit);
        return rows?.Select(row => row.Value).ToList();
    }

    /// <summary>Runs one epoch and returns its records.</summary>
    public List<Row>? Rows(ReadLimit limit = ReadLimit.SourceOptions)
    {
        string? end = Source.LatestOffset(End, limit);
        if (end is null || end == End)
        {
            return null;
        }

        var rows = Read(End, end);
        End = end;
        return rows;
    }

    /// <summary>Reads a range, perhaps again.</summary>
    public List<Row> Read(string? start, string end)
    {
        var splits = Source.PlanSplits(start, end);
        var rows = new List<Row>();
        for (int i = 0; i < _readers.Count; i++)
        {
            rows.AddRange(ReadAll(_readers[i], [.. splits.Where((_, n) => n % _readers.Count == i)], _epoch));
        }

        _epoch++;
        rows.Sort((a, b) => (a.Topic, a.Partition, a.Offset).CompareTo((b.Topic, b.Partition, b.Offset)));
        return rows;
    }

    /// <summary>Waits until the topics end there: a commit of a transaction is seen a little later.</summary>
    public void WaitForLatest(string latest)
    {
        long start = TimeProvider.System.GetTimestamp();
        string? now;
        while ((now = Source.LatestOffset(End, ReadLimit.AllAvailable)) != latest)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"The topics end at {now}, not at {latest}.");
        }
    }

    /// <summary>Runs epochs until there were so many records.</summary>
    public List<string> Until(int count)
    {
        var all = new List<string>();
        long start = TimeProvider.System.GetTimestamp();
        while (all.Count < count)
        {
            all.AddRange(Epoch() ?? []);
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"Only {all.Count} of {count} records arrived.");
        }

        return all;
    }

    public static List<Row> ReadAll(ISourceReader<KafkaRecord> reader, IReadOnlyList<SourceSplit> splits, long epoch = 0)
    {
        var rows = new List<Row>();
        reader.BeginEpoch(epoch, splits);
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var status = reader.Read(TimeSpan.FromMilliseconds(200), out var batch, TestContext.Current.CancellationToken);
            if (status == SourceReadStatus.EndOfEpoch)
            {
                return rows;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The epoch does not end.");
            if (status == SourceReadStatus.Batch)
            {
                Assert.InRange(batch!.Count, 1, RecordBatch<KafkaRecord>.DefaultCapacity);
                for (int i = 0; i < batch.Count; i++)
                {
                    var record = batch.Values[i];
                    Assert.Equal(batch.Origin.Name, record.Topic);
                    Assert.Equal(batch.Origin.Partition, record.Partition);
                    Assert.Equal(batch.Origin.OffsetOf(batch.Rows[i]), record.Offset);
                    rows.Add(new Row(
                        record.Topic, record.Partition, record.Offset, record.KeyText, record.HasValue ? record.ValueText : "<null>", record.TimestampMs, batch.Timestamps[i], record.TimestampType, record.Headers));
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        Source.Dispose();
    }

    public sealed record Row(
        string Topic, int Partition, long Offset, string? Key, string Value, long TimestampMs, long Micros, int TimestampType, IReadOnlyList<KafkaHeader>? Headers);
}
