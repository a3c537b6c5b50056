using System.Buffers;
using System.Runtime.InteropServices;
using RocksDbSharp;

namespace Streaming;

/// <summary>An open RocksDB database, as far as a state store needs one. Reads from any thread, writes from one.</summary>
/// <remarks>
/// The package's native calls are used directly: its own classes copy keys and values to arrays. WAL off: a crash takes back the newest writes, whole ones and in order,
/// because one column family has one write buffer at a time.
/// </remarks>
internal sealed unsafe class RocksDbDatabase : IDisposable
{
    private const int MostIdleCursors = 64;

    private static readonly Native s_native = Native.Instance;

    private readonly RocksDbNativeOptions _options;
    private readonly nint _readOptions;
    private readonly nint _writeOptions;
    private readonly Stack<RocksDbCursor> _idleCursors = new();
    private readonly HashSet<RocksDbCursor> _openCursors = [];
    private nint _database;

    private RocksDbDatabase(string folder, RocksDbNativeOptions options, nint database)
    {
        Folder = folder;
        _options = options;
        _database = database;
        _readOptions = s_native.rocksdb_readoptions_create();
        s_native.rocksdb_readoptions_set_verify_checksums(_readOptions, 1);
        _writeOptions = s_native.rocksdb_writeoptions_create();
        s_native.rocksdb_writeoptions_disable_WAL(_writeOptions, 1);
    }

    public string Folder { get; }

    /// <summary>The package's calls.</summary>
    public static Native Calls => s_native;

    public nint Handle => _database;

    public nint NativeOptions => _options.Handle;

    /// <summary>True once something read was damaged.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Opens a database, or makes it.</summary>
    /// <returns>Null where it could not be opened, with RocksDB's text.</returns>
    public static RocksDbDatabase? TryOpen(string folder, RocksDbStateOptions options, out string? error)
    {
        var native = new RocksDbNativeOptions(options);
        nint name = Marshal.StringToCoTaskMemUTF8(folder);
        try
        {
            nint database = s_native.rocksdb_open(native.Handle, name, out nint failure);
            error = TakeText(failure);
            if (error is null)
            {
                return new RocksDbDatabase(folder, native, database);
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
        }

        native.Dispose();
        return null;
    }

    /// <summary>Appends the value of a key to a buffer.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, ArrayBufferWriter<byte> value)
    {
        ObjectDisposedException.ThrowIf(_database == 0, this);
        int size = 128;
        while (true)
        {
            var buffer = value.GetSpan(size);
            byte fits;
            byte found;
            nuint length;
            nint failure;
            fixed (byte* keyStart = key, bufferStart = buffer)
            {
                fits = s_native.rocksdb_get_into_buffer(_database, _readOptions, keyStart, (nuint)key.Length, (nint)bufferStart, (nuint)buffer.Length, out length, out found, out failure);
            }

            if (failure != 0)
            {
                throw Failure("read a key", failure);
            }

            if (found == 0)
            {
                return false;
            }

            if (fits != 0)
            {
                value.Advance((int)length);
                return true;
            }

            size = checked((int)length);
        }
    }

    /// <summary>Goes through the entries from a key to before another one; empty for no bound.</summary>
    public RocksDbCursor Scan(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        ObjectDisposedException.ThrowIf(_database == 0, this);
        RocksDbCursor? cursor;
        lock (_openCursors)
        {
            _ = _idleCursors.TryPop(out cursor);
            cursor ??= new RocksDbCursor(this);
            _openCursors.Add(cursor);
        }

        cursor.Start(from, to);
        return cursor;
    }

    /// <summary>Takes a cursor back.</summary>
    public void Return(RocksDbCursor cursor)
    {
        lock (_openCursors)
        {
            if (_openCursors.Remove(cursor) && _database != 0 && _idleCursors.Count < MostIdleCursors)
            {
                _idleCursors.Push(cursor);
                return;
            }
        }

        cursor.Free();
    }

    public void Write(nint batch)
    {
        s_native.rocksdb_write(_database, _writeOptions, batch, out nint failure);
        ThrowIfFailed("write the changes of an epoch", failure);
    }

    /// <summary>Takes over sorted files whose keys do not overlap, in one step.</summary>
    public void Ingest(IReadOnlyList<string> files)
    {
        nint options = s_native.rocksdb_ingestexternalfileoptions_create();
        nint[] names = [.. files.Select(Marshal.StringToCoTaskMemUTF8)];
        try
        {
            s_native.rocksdb_ingestexternalfileoptions_set_move_files(options, 1);
            s_native.rocksdb_ingest_external_file(_database, names, (nuint)names.Length, options, out nint failure);
            ThrowIfFailed("take over sorted files", failure);
        }
        finally
        {
            Array.ForEach(names, Marshal.FreeCoTaskMem);
            s_native.rocksdb_ingestexternalfileoptions_destroy(options);
        }
    }

    /// <summary>Puts the write buffer on the disk.</summary>
    public void Flush()
    {
        nint options = s_native.rocksdb_flushoptions_create();
        s_native.rocksdb_flushoptions_set_wait(options, 1);
        s_native.rocksdb_flush(_database, options, out nint failure);
        s_native.rocksdb_flushoptions_destroy(options);
        ThrowIfFailed("write its buffer to the disk", failure);
    }

    /// <summary>Compacts everything.</summary>
    public void Compact() => s_native.rocksdb_compact_range(_database, (byte*)null, (nuint)0, null, (nuint)0);

    /// <summary>A number that RocksDB reports, for example <c>rocksdb.estimate-num-keys</c>; 0 where it has none.</summary>
    public long Property(string name)
    {
        nint text = Marshal.StringToCoTaskMemUTF8(name);
        ulong value = 0;
        int result = s_native.rocksdb_property_int(_database, text, (nint)(&value));
        Marshal.FreeCoTaskMem(text);
        return result == 0 ? (long)value : 0;
    }

    /// <summary>Lets the database forget, when it is closed, what is in its write buffer, as the death of the process does.</summary>
    public void ForgetOnClose()
    {
        s_native.rocksdb_set_db_options(_database, 1, ["avoid_flush_during_shutdown"], ["true"], out nint failure);
        ThrowIfFailed("change an option", failure);
    }

    public void Dispose()
    {
        if (_database == 0)
        {
            return;
        }

        // A cursor that is still open would keep files of a closed database.
        RocksDbCursor[] cursors;
        lock (_openCursors)
        {
            cursors = [.. _openCursors, .. _idleCursors];
            _openCursors.Clear();
            _idleCursors.Clear();
        }

        Array.ForEach(cursors, cursor => cursor.Free());
        s_native.rocksdb_close(_database);
        _database = 0;
        s_native.rocksdb_readoptions_destroy(_readOptions);
        s_native.rocksdb_writeoptions_destroy(_writeOptions);
        _options.Dispose();
    }

    /// <summary>The exception for a failed call; frees RocksDB's text.</summary>
    public Exception Failure(string action, nint failure)
    {
        string text = TakeText(failure)!;
        IsDamaged |= text.StartsWith("Corruption", StringComparison.Ordinal);
        return RocksDbErrors.Of(action, Folder, text);
    }

    public void ThrowIfFailed(string action, nint failure)
    {
        if (failure != 0)
        {
            throw Failure(action, failure);
        }
    }

    private static string? TakeText(nint failure)
    {
        if (failure == 0)
        {
            return null;
        }

        string text = Marshal.PtrToStringUTF8(failure) ?? "";
        s_native.rocksdb_free(failure);
        return text;
    }
}
