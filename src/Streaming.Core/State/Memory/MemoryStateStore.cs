using System.Buffers;

namespace Streaming;

/// <summary>A store without a copy of its own: restoring fills the tables from the checkpoint's files.</summary>
internal sealed class MemoryStateStore : IStateStore
{
    private readonly StateFolder _folder;
    private readonly SnapshotMaker _snapshots;
    private long? _epoch;
    private StateFileStamp? _delta;
    private bool _disposed;

    public MemoryStateStore(StateStoreContext context)
    {
        _folder = new StateFolder(context.FileSystem, context.Folder);
        _snapshots = new SnapshotMaker(_folder, new SnapshotRule(context.MinDeltasForSnapshot, WaitForChange: false), context.Logger, context.SnapshotsInBackground);
    }

    public bool TablesHoldEverything => true;

    public void Restore(long epoch, IStateVisitor visitor)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, -1);
        ArgumentNullException.ThrowIfNull(visitor);
        _snapshots.Wait();
        _epoch = null;
        _delta = null;
        _folder.Prepare();
        var snapshots = _folder.ListSnapshots();
        _folder.Read(epoch, visitor, snapshots);

        // Not before all could be read: a failed restore changes nothing.
        _folder.DeleteAfter(epoch);
        snapshots.RemoveAll(snapshot => snapshot > epoch);
        var deltas = _folder.ListDeltas();
        _snapshots.Start(epoch, snapshots, deltas.Count == 0 ? epoch + 1 : deltas[0]);
        _epoch = epoch;
    }

    // What the tables lack is nowhere.
    public bool TryGet(ReadOnlySpan<byte> key, ArrayBufferWriter<byte> value) => false;

    public IStateCursor Scan(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) => throw new NotSupportedException("The operators' tables hold everything.");

    public void WriteDelta(long epoch, IReadOnlyList<StateChanges> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        CheckNext(epoch);
        _snapshots.BeforeDelta(epoch);
        _delta = _folder.WriteDelta(epoch, changes);
    }

    public void Commit(long epoch)
    {
        CheckNext(epoch);
        if (_delta is not { } delta)
        {
            throw new InvalidOperationException($"Epoch {epoch} has no delta yet.");
        }

        _epoch = epoch;
        _delta = null;
        _snapshots.Committed(epoch, delta.Bytes);
    }

    public void Purge(long oldestEpoch)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _snapshots.Purge(oldestEpoch);
    }

    /// <summary>Waits for work in the background, for tests.</summary>
    internal void WaitForSnapshot() => _snapshots.Wait();

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _snapshots.Dispose();
        }
    }

    // An epoch left out would be a hole that no restart can get over.
    private void CheckNext(long epoch)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_epoch is not { } current)
        {
            throw new InvalidOperationException("The store has not been restored.");
        }

        if (epoch != current + 1)
        {
            throw new ArgumentOutOfRangeException(nameof(epoch), epoch, $"The next epoch is {current + 1}.");
        }
    }
}
