using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>A store whose committed entries are in RocksDB; what an epoch changes comes to it with the commit.</summary>
internal sealed class RocksDbStateStore : IStateStore
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(20);

    private readonly RocksDbStateOptions _options;
    private readonly StateFolder _folder;
    private readonly SnapshotMaker _snapshots;
    private readonly RocksDbLocalFolder _local;
    private readonly ILogger _logger;
    private RocksDbDatabase? _database;
    private RocksDbBatchWriter? _batch;
    private long? _epoch;
    private long _persisted = -1;
    private StateFileStamp? _delta;
    private IReadOnlyList<StateChanges> _changes = [];
    private bool _disposed;

    public RocksDbStateStore(StateStoreContext context, RocksDbStateOptions options)
    {
        _options = options;
        _logger = context.Logger;
        _folder = new StateFolder(context.FileSystem, context.Folder);
        _snapshots = new SnapshotMaker(_folder, new SnapshotRule(context.MinDeltasForSnapshot, WaitForChange: true), context.Logger, context.SnapshotsInBackground);
        _local = RocksDbLocalFolder.Of(context, options);
    }

    public bool TablesHoldEverything => false;

    /// <summary>Where the database is.</summary>
    internal string LocalPath => _local.Path;

    /// <summary>How often a sorted file was taken over; for tests.</summary>
    internal int Ingests { get; private set; }

    /// <summary>How often the database was made anew; for tests.</summary>
    internal int Rebuilds { get; private set; }

    public void Restore(long epoch, IStateVisitor visitor)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, -1);
        _snapshots.Wait();
        _epoch = null;
        _delta = null;
        _folder.Prepare();
        var snapshots = _folder.ListSnapshots();
        if (_database is null)
        {
            _local.Prepare();
            Open();
        }

        if (FindUsable(epoch) is { } usable)
        {
            Apply(usable + 1, epoch);
        }
        else
        {
            Rebuild(epoch, snapshots);
        }

        _folder.DeleteAfter(epoch);
        snapshots.RemoveAll(snapshot => snapshot > epoch);
        var deltas = _folder.ListDeltas();
        _snapshots.Start(epoch, snapshots, deltas.Count == 0 ? epoch + 1 : deltas[0]);
        _epoch = epoch;
    }

    public bool TryGet(ReadOnlySpan<byte> key, ArrayBufferWriter<byte> value) => Database.TryGet(key, value);

    public IStateCursor Scan(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) =>
        Database.Scan(from, to.IsEmpty || to.SequenceCompareTo(RocksDbMarker.EndOfEntries) > 0 ? RocksDbMarker.EndOfEntries : to);

    public void WriteDelta(long epoch, IReadOnlyList<StateChanges> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        CheckNext(epoch);
        _snapshots.BeforeDelta(epoch);
        _delta = _folder.WriteDelta(epoch, changes);
        _changes = changes;
    }

    public void Commit(long epoch)
    {
        CheckNext(epoch);
        if (_delta is not { } delta)
        {
            throw new InvalidOperationException($"Epoch {epoch} has no delta yet.");
        }

        long bytes = 0;
        foreach (var changes in _changes)
        {
            bytes += changes.ByteCount;
        }

        var marker = new RocksDbMarker(epoch, delta.Hash);
        if (bytes >= _options.ResolvedIngestFromBytes)
        {
            using var files = new RocksDbFileWriter(Database, _local.Files, _options.FileBytes);
            StateChangesMerge.Write(_changes, files);
            Finish(files, marker);
        }
        else
        {
            var batch = Batch;
            StateChangesMerge.Write(_changes, batch);
            Finish(batch, marker);
        }

        if (_options.CompactOnCommit)
        {
            Persist();
            Database.Compact();
        }

        _epoch = epoch;
        _delta = null;
        _changes = [];
        _snapshots.Committed(epoch, delta.Bytes);
    }

    public void Purge(long oldestEpoch)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _snapshots.Purge(oldestEpoch, kept =>
        {
            // After a kill the database goes on from what is on the disk, which takes the delta of that epoch and all after it.
            if (_persisted <= kept)
            {
                Persist();
            }
        });
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            _snapshots.Dispose();
        }
        finally
        {
            Close();
            _local.Dispose();
        }
    }

    /// <summary>Lets go as the death of the process does: what is in the write buffer is lost.</summary>
    public void Abandon()
    {
        if (!_disposed && _database is { } database)
        {
            database.ForgetOnClose();
        }

        Dispose();
    }

    /// <summary>Waits for work in the background, for tests.</summary>
    internal void WaitForSnapshot() => _snapshots.Wait();

    private RocksDbDatabase Database => _database ?? throw new InvalidOperationException("The store has not been restored.");

    private RocksDbBatchWriter Batch => _batch ??= new RocksDbBatchWriter(Database);

    // The epoch that the database holds, where it leads to the one that is wanted; null where it must be made anew.
    private long? FindUsable(long epoch)
    {
        RocksDbMarker? marker;
        try
        {
            marker = ReadMarker(out bool isEmpty);
            if (isEmpty && epoch == -1)
            {
                _persisted = -1;
                return -1;
            }
        }
        catch (StreamingException error) when (Database.IsDamaged)
        {
            RocksDbLog.Damaged(_logger, _local.Database, error.Message);
            return null;
        }

        if (marker is not { } found || found.Epoch > epoch || _folder.ReadDeltaHash(found.Epoch) != found.DeltaHash)
        {
            return null;
        }

        for (long delta = found.Epoch + 1; delta <= epoch; delta++)
        {
            if (!_folder.HasDelta(delta))
            {
                return null;
            }
        }

        _persisted = found.Epoch;
        return found.Epoch;
    }

    private RocksDbMarker? ReadMarker(out bool isEmpty)
    {
        var value = new ArrayBufferWriter<byte>(RocksDbMarker.Length);
        if (Database.TryGet(RocksDbMarker.Key, value))
        {
            isEmpty = false;
            return RocksDbMarker.Read(value.WrittenSpan);
        }

        using var cursor = Database.Scan(default, default);
        isEmpty = !cursor.MoveNext();
        return null;
    }

    private void Rebuild(long epoch, IReadOnlyList<long> snapshots)
    {
        // Not before it is known that it can be made again.
        long snapshot = _folder.FindStart(epoch, snapshots);
        long started = Stopwatch.GetTimestamp();
        Close();
        _local.DeleteDatabase();
        Open();
        Rebuilds++;
        _persisted = -1;
        if (snapshot >= 0)
        {
            // Until the marker is there, the database counts as unfinished.
            using var files = new RocksDbFileWriter(Database, _local.Files, _options.FileBytes);
            using var reader = _folder.OpenSnapshot(snapshot);
            Copy(reader, files);
            files.Commit();
            Finish(Batch, new RocksDbMarker(snapshot, _folder.ReadDeltaHash(snapshot) ?? 0));
        }

        Apply(snapshot + 1, epoch);
        if (epoch >= 0)
        {
            RocksDbLog.Rebuilt(_logger, _local.Database, epoch, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    // A delta counts as a whole: what has been added of a damaged one is forgotten.
    private void Apply(long first, long last)
    {
        for (long epoch = first; epoch <= last; epoch++)
        {
            using var reader = _folder.OpenDelta(epoch);
            if (reader.Length >= _options.ResolvedIngestFromBytes)
            {
                using var files = new RocksDbFileWriter(Database, _local.Files, _options.FileBytes);
                Copy(reader, files);
                Finish(files, new RocksDbMarker(epoch, reader.Hash));
                continue;
            }

            try
            {
                Copy(reader, Batch);
            }
            catch
            {
                Batch.Clear();
                throw;
            }

            Finish(Batch, new RocksDbMarker(epoch, reader.Hash));
        }
    }

    private static void Copy<TWriter>(StateFileReader reader, TWriter writer)
        where TWriter : IStateEntryWriter
    {
        while (reader.MoveNext())
        {
            writer.Add(reader.Key, reader.Value, reader.IsDelete);
        }
    }

    private static void Add<TWriter>(TWriter writer, RocksDbMarker marker)
        where TWriter : IStateEntryWriter
    {
        Span<byte> value = stackalloc byte[RocksDbMarker.Length];
        marker.Write(value);
        writer.Add(RocksDbMarker.Key, value, isDelete: false);
    }

    private static void Finish(RocksDbBatchWriter batch, RocksDbMarker marker)
    {
        Add(batch, marker);
        batch.Commit();
    }

    private void Finish(RocksDbFileWriter files, RocksDbMarker marker)
    {
        Add(files, marker);
        files.Commit();
        Ingests++;
        _persisted = marker.Epoch; // the database writes its buffer first, because that has a marker, too
    }

    private void Persist()
    {
        Database.Flush();
        _persisted = ReadMarker(out _)?.Epoch ?? -1;
    }

    private void Open()
    {
        long started = Stopwatch.GetTimestamp();
        bool isNew = false;
        while (true)
        {
            _database = RocksDbDatabase.TryOpen(_local.Database, _options, out string? error);
            if (_database is not null)
            {
                return;
            }

            if (RocksDbErrors.IsHeld(error!))
            {
                var waited = Stopwatch.GetElapsedTime(started);
                if (waited >= _options.LockAcquireTimeout)
                {
                    throw RocksDbErrors.Held(_local.Database, waited, error!);
                }

                using var never = new ManualResetEventSlim();
                never.Wait(LockPoll);
                continue;
            }

            if (isNew || RocksDbErrors.IsFull(error!) || RocksDbErrors.IsRefused(error!))
            {
                throw isNew && !RocksDbErrors.IsFull(error!) && !RocksDbErrors.IsRefused(error!)
                    ? RocksDbErrors.Unusable(_local.Database, error!)
                    : RocksDbErrors.Of("open the database", _local.Database, error!);
            }

            // Files are missing or damaged: what they held is in the checkpoint.
            RocksDbLog.Damaged(_logger, _local.Database, error!);
            _local.DeleteDatabase();
            isNew = true;
        }
    }

    private void Close()
    {
        _batch?.Dispose();
        _batch = null;
        if (_database is not { } database)
        {
            return;
        }

        _database = null;
        database.Dispose();
        if (database.IsDamaged)
        {
            try
            {
                _local.DeleteDatabase();
            }
            catch (Exception error) when (error is StreamingException or IOException)
            {
                RocksDbLog.Damaged(_logger, _local.Database, error.Message);
            }
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
