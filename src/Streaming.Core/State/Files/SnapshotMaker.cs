using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>Makes snapshots in the background, one at a time, and purges what they replace.</summary>
/// <remarks>
/// <para>A restart never reads more than <see cref="SnapshotRule.MostDeltas"/> deltas: a snapshot begins a little before that many are there, the earlier the longer the last
/// one took, and an epoch that would exceed it waits. All calls from the query's thread.</para>
/// <para>A snapshot costs as much as the state is large, however little has changed. Where a restart does not need it (see <see cref="SnapshotRule.WaitForChange"/>), it is made
/// once the deltas weigh half as much as the last one, so that not more than three bytes are written for each byte that changes.</para>
/// </remarks>
internal sealed class SnapshotMaker : IDisposable
{
    private readonly StateFolder _folder;
    private readonly SnapshotRule _rule;
    private readonly ILogger _logger;
    private readonly bool _inBackground;
    private readonly List<long> _snapshots = [];
    private readonly Queue<(long Epoch, long Bytes)> _deltas = new();
    private Task<StateFileStamp>? _running;
    private long _runningEpoch;
    private long _committed = -1;
    private long _oldestDelta;
    private long _snapshotBytes;
    private long _deltaBytes;
    private int _lead = 1;

    public SnapshotMaker(StateFolder folder, SnapshotRule rule, ILogger logger, bool inBackground = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rule.MinDeltas, 1, nameof(rule));
        _folder = folder;
        _rule = rule;
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
        _deltas.Clear();
        _deltaBytes = _snapshotBytes = 0;
        if (_rule.WaitForChange)
        {
            _snapshotBytes = Newest < 0 ? 0 : _folder.SnapshotBytes(Newest);
            for (long delta = Newest + 1; delta <= epoch; delta++)
            {
                Remember(delta, _folder.DeltaBytes(delta));
            }
        }

        BeginWhereDue();
    }

    /// <summary>Call before the delta of an epoch is written. Waits where there would be too many.</summary>
    public void BeforeDelta(long epoch)
    {
        if (epoch - Newest <= _rule.MostDeltas)
        {
            return;
        }

        Wait();
        if (epoch - Newest > _rule.MostDeltas && _committed > Newest)
        {
            // The one in the background failed, or was begun too early: now the query needs it, and its error is the query's.
            Complete(_committed, _folder.WriteSnapshot(_committed, Newest));
        }
    }

    /// <summary>Call after the commit of an epoch.</summary>
    public void Committed(long epoch, long deltaBytes)
    {
        _committed = epoch;
        Remember(epoch, deltaBytes);
        BeginWhereDue();
    }

    /// <summary>Deletes what no epoch from <paramref name="oldestEpoch"/> on needs.</summary>
    /// <param name="oldestEpoch">The epoch.</param>
    /// <param name="beforeDelete">Told, before anything is deleted, up to which epoch deltas go; null for nobody.</param>
    public void Purge(long oldestEpoch, Action<long>? beforeDelete = null)
    {
        Collect();
        // A snapshot being made reads the newest complete one and deltas after it: these are never older than what is kept.
        int keep = _snapshots.FindLastIndex(epoch => epoch <= oldestEpoch);
        if (keep < 0)
        {
            return;
        }

        long kept = _snapshots[keep];
        if (_oldestDelta <= kept)
        {
            beforeDelete?.Invoke(kept);
        }

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

    private bool IsDue(long deltas) =>
        deltas >= Math.Max(1, _rule.MinDeltas - _lead)
        && (!_rule.WaitForChange || _deltaBytes * 2 >= _snapshotBytes || deltas >= _rule.MostDeltas - _lead);

    private void BeginWhereDue()
    {
        Collect();
        if (_running is not null || !IsDue(_committed - Newest))
        {
            return;
        }

        long epoch = _committed;
        long from = Newest;
        _runningEpoch = epoch;
        _running = new Task<StateFileStamp>(() =>
        {
            long started = Stopwatch.GetTimestamp();
            var stamp = _folder.WriteSnapshot(epoch, from);
            StateLog.SnapshotMade(_logger, epoch, stamp.Entries, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return stamp;
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

        Complete(_runningEpoch, task.Result);
        long meanwhile = _committed - _runningEpoch;
        _lead = (int)Math.Clamp(meanwhile + 1, 1, Math.Max(1, _rule.MinDeltas / 2));
    }

    private void Complete(long epoch, StateFileStamp stamp)
    {
        _snapshots.Add(epoch);
        _snapshotBytes = stamp.Bytes;
        while (_deltas.TryPeek(out var delta) && delta.Epoch <= epoch)
        {
            _deltaBytes -= _deltas.Dequeue().Bytes;
        }
    }

    private void Remember(long epoch, long bytes)
    {
        _deltas.Enqueue((epoch, bytes));
        _deltaBytes += bytes;
    }
}
