using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Streaming;

internal sealed class RateMicroBatchSource(long rowsPerBatch, int partitions, long startTimestampMs, long advanceMs) : IStreamSource<RateRow>
{
    // First row of a planned batch -> its time. Written by the query's thread, read by workers.
    private readonly ConcurrentDictionary<long, long> _times = new();
    private bool _isAvailableNow;
    private string? _fixedEnd;
    private string? _newest;

    public string Description { get; } = string.Create(CultureInfo.InvariantCulture,
        $"RatePerMicroBatchStream[rowsPerBatch={rowsPerBatch}, numPartitions={partitions}, startTimestamp={startTimestampMs}, advanceMsPerBatch={advanceMs}]");

    public void PrepareForAvailableNow() => _isAvailableNow = true;

    // There is always one batch more; a query that ends by itself takes one.
    public string? LatestOffset(string? start, ReadLimit limit)
    {
        if (_fixedEnd is not null)
        {
            return _fixedEnd;
        }

        var (offset, timestamp) = Parse(start);
        _newest = Text(checked(offset + rowsPerBatch), checked(timestamp + advanceMs));
        if (_isAvailableNow)
        {
            _fixedEnd = _newest;
        }

        return _newest;
    }

    // As Spark's: only sources with a lag tell.
    public string? ReportLatestOffset() => null;

    public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end)
    {
        var (from, timestamp) = Parse(start);
        long to = Parse(end).Offset;
        if (from == to)
        {
            return [];
        }

        _times[from] = timestamp;
        return [.. Enumerable.Range(0, partitions).Select(partition => new SourceSplit("", partition, from, to))];
    }

    public ISourceReader<RateRow> CreateReader() => new Reader(this, partitions);

    public void Commit(string end)
    {
        long committed = Parse(end).Offset;
        foreach (long first in _times.Keys)
        {
            if (first < committed)
            {
                _times.TryRemove(first, out _);
            }
        }
    }

    public IReadOnlyDictionary<string, string> Metrics(string? end) => new Dictionary<string, string>();

    public void Dispose()
    {
    }

    private static string Text(long offset, long timestamp) => string.Create(CultureInfo.InvariantCulture, $"{{\"offset\":{offset},\"timestamp\":{timestamp}}}");

    private (long Offset, long Timestamp) Parse(string? json)
    {
        if (json is null)
        {
            return (0, startTimestampMs);
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return (document.RootElement.GetProperty("offset").GetInt64(), document.RootElement.GetProperty("timestamp").GetInt64());
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw SourceOptions.BadOffset(json, Description, """{"offset":3,"timestamp":1500}""");
        }
    }

    private sealed class Reader(RateMicroBatchSource source, int partitions) : SplitReader<RateRow>(source.Description)
    {
        protected override long FirstPosition(SourceSplit split) => split.Start + split.Partition;

        protected override bool Fill(SourceSplit split, ref long position, RecordBatch<RateRow> batch)
        {
            long timeMs = source._times[split.Start];
            var time = DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
            batch.Origin.FirstOffset = position;
            for (; position < split.End && !batch.IsFull; position += partitions)
            {
                batch.Add(new RateRow(time, position), timeMs * 1000, batch.Count);
            }

            return position >= split.End;
        }
    }
}
