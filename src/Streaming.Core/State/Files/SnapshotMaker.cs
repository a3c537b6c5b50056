using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>Makes snapshots in the background, one at a time, and purges what they replace.</summary>
/// <remarks>
/// A restart never reads more than <c>minDeltas</c> deltas: a snapshot begins a little before that many are there, the earlier the longer the last one took,
/// and an epoch that would exceed it waits. All calls from the query's thread.
/// </remarks>
internal sealed class SnapshotMaker : IDisposable
{
    private readonly StateFolder _folder;
    private readonly int _minDeltas;
    private readonly ILogger _logger;
    private readonly bool _inBackground;
    private readonly List<long> _snapshots = [];
    private Task? _running;
    private long _runningEpoch;
    private long _committed = -1;
    private long _oldestDelta;
    private int _lead = 1;

    public SnapshotMaker(StateFolder folder, int minDeltas, ILogger logger, bool inBackground = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minDeltas, 1);
        _folder = folder;
        _minDeltas = minDeltas;
        _logger = logger;
        _inBackground = inBackground;
    }

    /// <summary>Epoch of the newest complete snapshot; -1 for none, which is as good as an empty one.</summary>
    public long Newest => _snapshots.Count == 0 ? -1 : _snapshots[^1];

    /// <summary>Begins after a restore.</summary>
    /// <param name="epoch">The epoch restored.</param>
    /// <param name="snapshots">Epochs that have a snapshot, ascending, none later than that.</param>
    /// <param name="oldestDelta">The oldest epoch that has a delta.</param>
    public void Start(long epoch, IEnumerable<long> snapshots, long oldestDelta)
    {
        Wait();
        _snapshots.Clear();
        _snapshots.AddRange(snapshots);
        _oldestDelta = oldestDelta;
        _committed = epoch;
        BeginWhereDue();
    }

    /// <summary>Call before the delta of an epoch is written. Waits where there would be too many.</summary>
    public void BeforeDelta(long epoch)
    {
        if (epoch - Newest <= _minDeltas)
        {
            return;
        }

        Wait();
        if (epoch - Newest > _minDeltas && _committed > Newest)
        {
            // The one in the background failed, or was begun too early: now the query needs it, and its error is the query's.
            _folder.WriteSnapshot(_committed, Newest);
            _snapshots.Add(_committed);
        }
    }

    /// <summary>Call after the commit of an epoch.</summary>
    public void Committed(long epoch)
    {
        _committed = epoch;
        BeginWhereDue();
    }

    /// <summary>Deletes what no epoch from <paramref name="oldestEpoch"/> on needs.</summary>
    public void Purge(long oldestEpoch)
    {
        Collect();
        // A snapshot being made reads the newest complete one and deltas after it: these are never older than what is kept.
        int keep = _snapshots.FindLastIndex(epoch => epoch <= oldestEpoch);
        if (keep < 0)
        {
            return;
        }

        long kept = _snapshots[keep];
        for (; keep > 0; keep--)
        {
            _folder.DeleteSnapshot(_snapshots[0]);
            _snapshots.RemoveAt(0);
        }

        for (; _oldestDelta <= kept; _oldestDelta++)
        {
            _folder.DeleteDelta(_oldestDelta);
        }
    }

    /// <summary>Waits until nothing is being made.</summary>
    public void Wait()
    {
        if (_running is { } task)
        {
            Task.WaitAny(task);
            Collect();
        }
    }

    public void Dispose() => Wait();

    private void BeginWhereDue()
    {
        Collect();
        if (_running is not null || _committed - Newest < Math.Max(1, _minDeltas - _lead))
        {
            return;
        }

        long epoch = _committed;
        long from = Newest;
        _runningEpoch = epoch;
        _running = new Task(() =>
        {
            long started = Stopwatch.GetTimestamp();
            long count = _folder.WriteSnapshot(epoch, from);
            StateLog.SnapshotMade(_logger, epoch, count, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        });
        if (_inBackground)
        {
            _running.Start(TaskScheduler.Default);
        }
        else
        {
            _running.RunSynchronously(TaskScheduler.Default);
        }
    }

    private void Collect()
    {
        if (_running is not { IsCompleted: true } task)
        {
            return;
        }

        _running = null;
        if (task.Exception?.InnerException is { } error)
        {
            StateLog.SnapshotFailed(_logger, _runningEpoch, error);
            return;
        }

        _snapshots.Add(_runningEpoch);
        long meanwhile = _committed - _runningEpoch;
        _lead = (int)Math.Clamp(meanwhile + 1, 1, Math.Max(1, _minDeltas / 2));
    }
}
