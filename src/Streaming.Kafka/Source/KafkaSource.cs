using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Streaming.Kafka;

/// <summary>The Kafka source of a query.</summary>
internal sealed partial class KafkaSource : IStreamSource<KafkaRecord>
{
    private readonly SourceSettings _settings;
    private readonly SourceContext _context;
    private readonly IKafkaClients _clients;
    private readonly OffsetReader _offsets;
    private readonly GroupCommitter? _committer;
    private KafkaOffsets? _initial;
    private KafkaOffsets? _availableNow;
    private KafkaOffsets? _latest;
    private KafkaOffsets _newStarts = KafkaOffsets.Empty;
    private long _lastTrigger;
    private bool _hasTriggered;

    public KafkaSource(SourceSettings settings, SourceContext context, IKafkaClients clients)
    {
        _settings = settings;
        _context = context;
        _clients = clients;
        _offsets = new OffsetReader(settings, clients, context.Time, context.Stopping);
        if (settings.VisibleGroup is { } group)
        {
            try
            {
                _committer = new GroupCommitter(clients.CreateGroupOffsets(settings.Client, group), group, context.Logger);
            }
            catch (KafkaClientException failure)
            {
                _offsets.Dispose();
                throw KafkaErrors.Client(failure, "Making the Kafka client", settings.Servers);
            }
        }
    }

    public string Description => $"KafkaV2[{_settings.Strategy}]";

    public void PrepareForAvailableNow()
    {
        var known = Initial();
        _availableNow = _offsets.Latest(_offsets.Partitions(known, fresh: true));
    }

    public string? LatestOffset(string? start, ReadLimit limit)
    {
        bool isFirst = start is null;
        var from = isFirst ? Initial() : KafkaOffsets.Parse(start!);
        _latest = _availableNow ?? FetchLatest(from);
        var end = limit == ReadLimit.AllAvailable ? _latest : Limited(from, _latest);
        return !isFirst && end.IsSame(from) ? start : end.ToJson();
    }

    public string? ReportLatestOffset() => _latest is { Count: > 0 } latest ? latest.ToJson() : null;

    public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end)
    {
        var from = start is null ? Initial() : KafkaOffsets.Parse(start);
        var until = KafkaOffsets.Parse(end);
        if (_availableNow is not null)
        {
            CheckAvailableNow(until);
        }

        var gone = from.Partitions.Where(partition => !until.Has(partition)).ToArray();
        if (gone.Length > 0)
        {
            ReportLoss(KafkaErrors.PartitionsDeleted(gone, _settings.HasOwnGroup));
        }

        var added = until.Partitions.Where(partition => !from.Has(partition)).ToArray();
        var starts = added.Length == 0 ? KafkaOffsets.Empty : NewPartitionStarts(added);
        var splits = new List<SourceSplit>(until.Count);
        foreach (var (partition, last) in until.All)
        {
            if ((from.Find(partition) ?? starts.Find(partition)) is not { } first)
            {
                continue;
            }

            if (last < first)
            {
                ReportLoss(KafkaErrors.PartitionChanged(partition, first, last));
            }
            else if (last > first)
            {
                splits.Add(new SourceSplit(partition.Topic, partition.Partition, first, last));
            }
        }

        return splits;
    }

    public ISourceReader<KafkaRecord> CreateReader() => new KafkaSourceReader(_settings, _clients, Description, _context.Time, _context.Logger);

    public void Commit(string end) => _committer?.Commit(KafkaOffsets.Parse(end));

    public IReadOnlyDictionary<string, string> Metrics(string? end)
    {
        if (end is null || _latest is not { Count: > 0 } latest)
        {
            return new Dictionary<string, string>();
        }

        var consumed = KafkaOffsets.Parse(end);
        long least = long.MaxValue;
        long most = long.MinValue;
        double sum = 0;
        foreach (var (partition, offset) in latest.All)
        {
            long behind = offset - (consumed.Find(partition) ?? 0);
            least = Math.Min(least, behind);
            most = Math.Max(most, behind);
            sum += behind;
        }

        return new Dictionary<string, string>
        {
            ["avgOffsetsBehindLatest"] = JavaText(sum / latest.Count),
            ["maxOffsetsBehindLatest"] = most.ToString(CultureInfo.InvariantCulture),
            ["minOffsetsBehindLatest"] = least.ToString(CultureInfo.InvariantCulture),
        };
    }

    public void Dispose()
    {
        _committer?.Dispose();
        _offsets.Dispose();
    }

    /// <summary>A double as Java writes it: always with a fraction, with an exponent from 10,000,000 on.</summary>
    internal static string JavaText(double value)
    {
        if (Math.Abs(value) is (< 1e7 and >= 1e-3) or 0)
        {
            return value.ToString("0.0################", CultureInfo.InvariantCulture);
        }

        return value.ToString("0.0################E0", CultureInfo.InvariantCulture);
    }

    // What the checkpoint says beats the options: they only count when a query starts for the first time.
    private KafkaOffsets Initial()
    {
        if (_initial is null)
        {
            _initial = InitialOffsets.Read(_context.FileSystem, _context.CheckpointFolder);
            if (_initial is null)
            {
                _initial = _offsets.Resolve(_settings.Start, isStart: true);
                InitialOffsets.Write(_context.FileSystem, _context.CheckpointFolder, _initial);
            }
        }

        return _initial;
    }

    private KafkaOffsets FetchLatest(KafkaOffsets known)
    {
        try
        {
            return _offsets.Latest(_offsets.Partitions(known));
        }
        catch (StreamingException error) when (error.ErrorClass == "UNKNOWN_TOPIC_OR_PARTITION")
        {
            // The list of partitions may be older than the deletion of a topic.
            return _offsets.Latest(_offsets.Partitions(known, fresh: true));
        }
    }

    private KafkaOffsets Limited(KafkaOffsets from, KafkaOffsets latest)
    {
        if (_settings.MinOffsets is { } least)
        {
            bool isDue = !_hasTriggered || _context.Time.GetElapsedTime(_lastTrigger) >= _settings.MaxTriggerDelay;
            if (!isDue && OffsetLimits.Backlog(from, latest) < least)
            {
                return from;
            }

            _hasTriggered = true;
            _lastTrigger = _context.Time.GetTimestamp();
        }

        if (_settings.MaxOffsets is not { } most)
        {
            return latest;
        }

        var added = latest.Partitions.Where(partition => !from.Has(partition)).ToArray();
        if (added.Length > 0)
        {
            // Kept for the plan of this epoch: the log may move on in between.
            _newStarts = _offsets.Earliest(added);
            from = new KafkaOffsets(from.All.Concat(_newStarts.All));
        }

        return OffsetLimits.Share(most, from, latest);
    }

    private KafkaOffsets NewPartitionStarts(PartitionId[] added)
    {
        KafkaOffsets starts;
        if (added.All(_newStarts.Has))
        {
            starts = _newStarts;
        }
        else
        {
            var present = _offsets.Partitions(null, fresh: true);
            starts = _offsets.Earliest([.. added.Intersect(present)]);
        }

        var missing = added.Where(partition => !starts.Has(partition)).ToArray();
        if (missing.Length > 0)
        {
            ReportLoss(KafkaErrors.NoInitialOffset(missing));
        }

        foreach (var partition in added)
        {
            if (starts.Find(partition) is > 0 and { } first)
            {
                ReportLoss(KafkaErrors.NewPartitionNotAtZero(partition, first));
            }
        }

        return starts;
    }

    private void CheckAvailableNow(KafkaOffsets end)
    {
        var fixedEnd = _availableNow!;
        var lost = fixedEnd.Partitions.Where(partition => !end.Has(partition)).ToArray();
        if (lost.Length > 0)
        {
            throw KafkaErrors.LostUnderAvailableNow($"partitions {string.Join(", ", lost)} are not in the end offsets any more.");
        }

        var present = _offsets.Partitions(end, fresh: true);
        lost = [.. end.Partitions.Except(present)];
        if (lost.Length > 0)
        {
            throw KafkaErrors.LostUnderAvailableNow($"partitions {string.Join(", ", lost)} have been deleted.");
        }

        var latest = _offsets.Latest([.. end.Partitions]);
        foreach (var (partition, offset) in end.All)
        {
            if (latest[partition] < offset)
            {
                throw KafkaErrors.LostUnderAvailableNow($"partition {partition} ends at {latest[partition]} now, before {offset}.");
            }
        }
    }

    private void ReportLoss(StreamingException error)
    {
        if (_settings.FailOnDataLoss)
        {
            throw error;
        }

        LossIgnored(_context.Logger, error.Message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "failOnDataLoss is false, going on: {Reason}")]
    private static partial void LossIgnored(ILogger logger, string reason);
}
