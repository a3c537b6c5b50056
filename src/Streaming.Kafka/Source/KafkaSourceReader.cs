using Microsoft.Extensions.Logging;

namespace Streaming.Kafka;

/// <summary>Reads a worker's partitions, epoch by epoch; records past the end of an epoch wait here for the next one.</summary>
internal sealed partial class KafkaSourceReader : ISourceReader<KafkaRecord>
{
    // What a partition may keep here for later epochs before it is paused.
    private const int MostHeldRecords = 16 * 1024;
    private const long MostHeldBytes = 16 * 1024 * 1024;

    private readonly SourceSettings _settings;
    private readonly IKafkaClients _clients;
    private readonly IRecordFetcher _fetcher;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<PartitionId, Part> _parts = [];
    private readonly Queue<Part> _stocked = new();
    private readonly RecordBatch<KafkaRecord> _batch = new();
    private IOffsetClient? _offsets;
    private KafkaRecordBuffer? _lent;
    private long _waitsSince;
    private bool _isWaiting;
    private int _open;

    public KafkaSourceReader(SourceSettings settings, IKafkaClients clients, string description, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _clients = clients;
        _time = time;
        _logger = logger;
        _batch.Origin.Source = description;
        try
        {
            _fetcher = clients.CreateFetcher(settings.FetchOptions);
        }
        catch (KafkaClientException failure)
        {
            throw KafkaErrors.Client(failure, "Making the Kafka client", settings.Servers);
        }
    }

    public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits)
    {
        ReturnLent();
        foreach (var part in _parts.Values)
        {
            part.IsOpen = false;
        }

        _stocked.Clear();
        _open = 0;
        _isWaiting = false;
        List<KeyValuePair<PartitionId, long>>? starts = null;
        foreach (var split in splits)
        {
            var id = new PartitionId(split.Name, split.Partition);
            if (!_parts.TryGetValue(id, out var part))
            {
                _parts.Add(id, part = new Part(id));
            }

            if (!part.IsStarted || part.Position != split.Start)
            {
                part.Restart(split.Start, _fetcher);
                (starts ??= []).Add(new(id, split.Start));
            }

            part.End = split.End;
            if (part.Position < part.End)
            {
                part.IsOpen = true;
                _open++;
            }
        }

        if (starts is not null)
        {
            Guarded(() => _fetcher.Start(starts), starts[0].Key);
        }

        foreach (var part in _parts.Values)
        {
            if (part.IsOpen)
            {
                if (part.HasHeld)
                {
                    _stocked.Enqueue(part);
                }
                else
                {
                    CloseIfPassed(part);
                }
            }
        }
    }

    public SourceReadStatus Read(TimeSpan timeout, out RecordBatch<KafkaRecord>? batch, CancellationToken cancellationToken)
    {
        ReturnLent();
        batch = null;
        while (_stocked.TryDequeue(out var stocked))
        {
            if (stocked.IsOpen && Emit(stocked))
            {
                batch = _batch;
                return SourceReadStatus.Batch;
            }
        }

        long start = _time.GetTimestamp();
        var left = timeout;
        while (_open > 0)
        {
            FetchResult result;
            try
            {
                result = _fetcher.Fetch(left, cancellationToken);
            }
            catch (KafkaClientException failure)
            {
                throw Failed(failure);
            }

            if (result.Kind == FetchKind.Nothing)
            {
                if (!cancellationToken.IsCancellationRequested)
                {
                    NoteWait(start);
                }

                return SourceReadStatus.Waiting;
            }

            if (Take(result))
            {
                batch = _batch;
                return SourceReadStatus.Batch;
            }

            // Records for later epochs, or a position: look on, but not for longer than was asked.
            var elapsed = _time.GetElapsedTime(start);
            left = elapsed < timeout ? timeout - elapsed : TimeSpan.Zero;
        }

        return SourceReadStatus.EndOfEpoch;
    }

    public void Dispose()
    {
        _fetcher.Dispose();
        _offsets?.Dispose();
        _offsets = null;
    }

    /// <summary>Takes what was fetched in; true when it has filled the batch.</summary>
    private bool Take(in FetchResult result)
    {
        if (!_parts.TryGetValue(result.Partition, out var part) || !part.IsStarted)
        {
            if (result.Records is { } stray)
            {
                _fetcher.Return(stray);
            }

            return false;
        }

        switch (result.Kind)
        {
            case FetchKind.Records:
                part.Hold(result.Records!);
                if (part.IsOpen)
                {
                    _isWaiting = false;
                    return Emit(part);
                }

                if (!part.IsPaused && (part.HeldRecords >= MostHeldRecords || part.HeldBytes >= MostHeldBytes))
                {
                    part.IsPaused = true;
                    _fetcher.Pause(part.Id);
                }

                return false;

            case FetchKind.Position:
                part.Known = Math.Max(part.Known, result.Offset);
                if (part.IsOpen)
                {
                    _isWaiting = false;
                    CloseIfPassed(part);
                }

                return false;

            default:
                Lost(part, result.Error!);
                return false;
        }
    }

    /// <summary>Fills the batch from what a partition holds; false when that lies past the end of the epoch.</summary>
    private bool Emit(Part part)
    {
        while (part.IsOpen && part.TryPeek(out var buffer, out int from))
        {
            var offsets = buffer.Offsets;
            int count = buffer.Count;
            while (from < count && offsets[from] < part.Position)
            {
                from++;
            }

            int to = from < count && offsets[count - 1] >= part.End ? FirstNotBelow(offsets, from, count, part.End) : count;
            if (to == from && to < count)
            {
                part.SkipTo(from);
                Close(part);
                return false;
            }

            if (to < count)
            {
                part.SkipTo(to);
            }
            else
            {
                part.Dequeue();
                _lent = buffer;
            }

            if (to == from)
            {
                ReturnLent();
                continue;
            }

            Fill(buffer, from, to);
            part.Position = offsets[to - 1] + 1;
            if (to < count)
            {
                Close(part);
            }
            else if (part.HasHeld)
            {
                _stocked.Enqueue(part);
            }
            else
            {
                if (part.IsPaused)
                {
                    part.IsPaused = false;
                    _fetcher.Resume(part.Id);
                }

                CloseIfPassed(part);
            }

            return true;
        }

        return false;
    }

    private void Fill(KafkaRecordBuffer buffer, int from, int to)
    {
        var batch = _batch;
        var values = batch.Values;
        var timestamps = batch.Timestamps;
        var rows = batch.Rows;
        var times = buffer.Timestamps;
        int n = 0;
        for (int row = from; row < to; row++, n++)
        {
            values[n] = buffer[row];
            long time = times[row];
            timestamps[n] = time < 0 ? RecordBatch<KafkaRecord>.NoTimestamp : time * 1000;
            rows[n] = row;
        }

        batch.Count = n;
        batch.Origin.Name = buffer.Topic;
        batch.Origin.Partition = buffer.Partition;
        batch.Origin.Offsets = buffer.Offsets;
    }

    private static int FirstNotBelow(long[] offsets, int from, int to, long end)
    {
        while (from < to)
        {
            int middle = (from + to) >>> 1;
            if (offsets[middle] < end)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }

    // The last offsets of a range may hold no record (transaction markers, aborted records, compaction): then the position decides.
    private void CloseIfPassed(Part part)
    {
        if (part.IsOpen && !part.HasHeld && (part.Known >= part.End || part.Position >= part.End))
        {
            Close(part);
        }
    }

    private void Close(Part part)
    {
        part.IsOpen = false;
        part.Position = part.End;
        _open--;
    }

    private void Lost(Part part, KafkaClientException failure)
    {
        part.IsStarted = false;
        if (!part.IsOpen)
        {
            // Nothing of it is wanted now; whoever wants it next starts it again.
            return;
        }

        if (failure.Failure is not (KafkaFailure.OffsetOutOfRange or KafkaFailure.UnknownTopicOrPartition))
        {
            throw Error(part, failure);
        }

        var loss = KafkaErrors.CouldNotRead(part.Id, part.Position, part.End, _settings.Group);
        if (_settings.FailOnDataLoss)
        {
            throw loss;
        }

        LossIgnored(_logger, loss.Message);
        long? first = failure.Failure == KafkaFailure.UnknownTopicOrPartition ? null : FirstAvailable(part);
        if (first is { } next && next > part.Position && next < part.End)
        {
            part.Restart(next, _fetcher);
            Guarded(() => _fetcher.Start([new(part.Id, next)]), part.Id);
        }
        else
        {
            Close(part);
        }
    }

    private long? FirstAvailable(Part part)
    {
        try
        {
            _offsets ??= _clients.CreateOffsetClient(_settings.Client, CancellationToken.None);
            return _offsets.Earliest([part.Id])[part.Id];
        }
        catch (KafkaClientException failure) when (failure.Failure == KafkaFailure.UnknownTopicOrPartition)
        {
            return null;
        }
        catch (KafkaClientException failure)
        {
            throw Error(part, failure);
        }
    }

    private void NoteWait(long since)
    {
        if (!_isWaiting)
        {
            _isWaiting = true;
            _waitsSince = since;
        }

        var waited = _time.GetElapsedTime(_waitsSince);
        if (waited >= _settings.PollTimeout)
        {
            var part = FirstOpen();
            throw KafkaErrors.NoProgress(part.Id, part.Position, part.End, waited, _settings.Servers, _fetcher.LastProblem);
        }
    }

    private Part FirstOpen() => _parts.Values.Where(part => part.IsOpen).MinBy(part => part.Id)!;

    private StreamingException Failed(KafkaClientException failure) => Error(FirstOpen(), failure);

    private StreamingException Error(Part part, KafkaClientException failure) =>
        KafkaErrors.Client(failure, $"Reading {part.Id} from offset {part.Position}", _settings.Servers);

    private void Guarded(Action action, PartitionId partition)
    {
        try
        {
            action();
        }
        catch (KafkaClientException failure)
        {
            throw KafkaErrors.Client(failure, $"Reading {partition}", _settings.Servers);
        }
    }

    private void ReturnLent()
    {
        if (_lent is not null)
        {
            _fetcher.Return(_lent);
            _lent = null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "failOnDataLoss is false, going on: {Reason}")]
    private static partial void LossIgnored(ILogger logger, string reason);
}
