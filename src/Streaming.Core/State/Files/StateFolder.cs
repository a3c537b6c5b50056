namespace Streaming;

/// <summary>The folder <c>state</c> of a checkpoint: <c>deltas/N</c> and <c>snapshots/N</c>, whatever backend uses them.</summary>
internal sealed class StateFolder
{
    private readonly IFileSystem _files;
    private readonly string _deltas;
    private readonly string _snapshots;

    public StateFolder(IFileSystem files, string folder)
    {
        _files = files;
        _deltas = Path.Combine(folder, "deltas");
        _snapshots = Path.Combine(folder, "snapshots");
    }

    /// <summary>Makes the folders and removes what a crash left half written.</summary>
    public void Prepare()
    {
        foreach (string folder in (string[])[_deltas, _snapshots])
        {
            _files.CreateFolder(folder);
            DurableFile.DeleteTemporary(_files, folder);
        }
    }

    public string DeltaPath(long epoch) => Path.Combine(_deltas, DurableFile.Name(epoch));

    public string SnapshotPath(long epoch) => Path.Combine(_snapshots, DurableFile.Name(epoch));

    /// <summary>Epochs that have a delta, ascending.</summary>
    public List<long> ListDeltas() => DurableFile.ListIds(_files, _deltas);

    /// <summary>Epochs that have a snapshot, ascending.</summary>
    public List<long> ListSnapshots() => DurableFile.ListIds(_files, _snapshots);

    public StateFileReader OpenDelta(long epoch) => StateFileReader.Open(_files, StateFileKind.Delta, DeltaPath(epoch), epoch);

    public StateFileReader OpenSnapshot(long epoch) => StateFileReader.Open(_files, StateFileKind.Snapshot, SnapshotPath(epoch), epoch);

    public void DeleteDelta(long epoch) => _files.Delete(DeltaPath(epoch));

    public void DeleteSnapshot(long epoch) => _files.Delete(SnapshotPath(epoch));

    /// <summary>Hands the state after an epoch to a visitor: a snapshot, then the deltas after it, in order. Changes no file.</summary>
    /// <param name="epoch">The epoch; -1 for the empty state.</param>
    /// <param name="visitor">Gets the entries; a key may come several times.</param>
    /// <param name="snapshots">Epochs that have a snapshot, ascending.</param>
    /// <returns>Epoch of the snapshot, -1 where none was needed.</returns>
    /// <exception cref="StreamingException"><c>CANNOT_LOAD_STATE_STORE</c></exception>
    public long Read(long epoch, IStateVisitor visitor, IReadOnlyList<long> snapshots)
    {
        // All must be there before the first is handed out.
        long snapshot = FindStart(epoch, snapshots);
        if (snapshot >= 0)
        {
            using var reader = OpenSnapshot(snapshot);
            Visit(reader, visitor);
        }

        for (long delta = snapshot + 1; delta <= epoch; delta++)
        {
            using var reader = OpenDelta(delta);
            Visit(reader, visitor);
        }

        return snapshot;
    }

    /// <summary>The newest snapshot from which the state after an epoch can be made, once all deltas after it have been found.</summary>
    /// <returns>Epoch of the snapshot, -1 where none is needed.</returns>
    /// <exception cref="StreamingException"><c>CANNOT_LOAD_STATE_STORE</c>: a delta is missing.</exception>
    public long FindStart(long epoch, IReadOnlyList<long> snapshots)
    {
        long snapshot = -1;
        foreach (long candidate in snapshots)
        {
            snapshot = candidate <= epoch ? candidate : snapshot;
        }

        for (long delta = snapshot + 1; delta <= epoch; delta++)
        {
            if (!_files.FileExists(DeltaPath(delta)))
            {
                throw StateErrors.MissingDelta(DeltaPath(delta), epoch, snapshot);
            }
        }

        return snapshot;
    }

    public bool HasDelta(long epoch) => _files.FileExists(DeltaPath(epoch));

    /// <summary>The last hash of a delta, unchecked; null where there is no such delta or it is too short.</summary>
    public ulong? ReadDeltaHash(long epoch)
    {
        if (!HasDelta(epoch))
        {
            return null;
        }

        using var stream = _files.OpenRead(DeltaPath(epoch));
        if (stream.Length < StateFileFormat.HeaderLength + StateFileFormat.FooterLength)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[StateFileFormat.HashLength];
        stream.Seek(-hash.Length, SeekOrigin.End);
        stream.ReadExactly(hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>Length of a delta; 0 where there is none.</summary>
    public long DeltaBytes(long epoch) => LengthOf(DeltaPath(epoch));

    /// <summary>Length of a snapshot; 0 where there is none.</summary>
    public long SnapshotBytes(long epoch) => LengthOf(SnapshotPath(epoch));

    /// <summary>Deletes everything about later epochs, for good.</summary>
    public void DeleteAfter(long epoch)
    {
        // A snapshot that came back after a power cut would be taken for the truth, so the folders are synced.
        Delete(ListSnapshots(), DeleteSnapshot, _snapshots);
        Delete(ListDeltas(), DeleteDelta, _deltas);

        void Delete(List<long> epochs, Action<long> delete, string folder)
        {
            epochs.RemoveAll(candidate => candidate <= epoch);
            epochs.ForEach(delete);
            if (epochs.Count > 0)
            {
                _files.SyncFolder(folder);
            }
        }
    }

    /// <summary>Writes a delta; on the disk when this returns.</summary>
    public StateFileStamp WriteDelta(long epoch, IReadOnlyList<StateChanges> changes) =>
        Write(_deltas, StateFileKind.Delta, epoch, writer => StateChangesMerge.Write(changes, writer));

    /// <summary>Makes the snapshot of an epoch from an older one (-1: from nothing) and the deltas since.</summary>
    public StateFileStamp WriteSnapshot(long epoch, long from)
    {
        var readers = new List<StateFileReader>();
        try
        {
            if (from >= 0)
            {
                readers.Add(OpenSnapshot(from));
            }

            for (long delta = from + 1; delta <= epoch; delta++)
            {
                readers.Add(OpenDelta(delta));
            }

            var merger = new StateFileMerger(readers);
            return Write(_snapshots, StateFileKind.Snapshot, epoch, writer =>
            {
                while (merger.Current is { } entry)
                {
                    if (!entry.IsDelete)
                    {
                        writer.Add(entry.Key, entry.Value, isDelete: false);
                    }

                    merger.Skip();
                }
            });
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }

    private static void Visit(StateFileReader reader, IStateVisitor visitor)
    {
        while (reader.MoveNext())
        {
            if (reader.IsDelete)
            {
                visitor.Delete(reader.Key);
            }
            else
            {
                visitor.Put(reader.Key, reader.Value);
            }
        }
    }

    private long LengthOf(string path)
    {
        if (!_files.FileExists(path))
        {
            return 0;
        }

        using var stream = _files.OpenRead(path);
        return stream.Length;
    }

    private StateFileStamp Write(string folder, StateFileKind kind, long epoch, Action<StateFileWriter> write)
    {
        string name = DurableFile.Name(epoch);
        string temporary = Path.Combine(folder, DurableFile.TemporaryName(name));
        StateFileStamp stamp;
        try
        {
            using (var stream = _files.Create(temporary))
            {
                using var writer = new StateFileWriter(stream, kind, epoch);
                write(writer);
                writer.Complete();
                stamp = new StateFileStamp(writer.Count, writer.Length, writer.Hash);
                _files.Sync(stream);
            }

            _files.Rename(temporary, Path.Combine(folder, name), overwrite: true);
        }
        catch
        {
            DurableFile.TryDelete(_files, temporary);
            throw;
        }

        _files.SyncFolder(folder);
        return stamp;
    }
}
