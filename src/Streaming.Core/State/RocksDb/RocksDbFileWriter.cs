using System.Globalization;
using System.Runtime.InteropServices;

namespace Streaming;

/// <summary>Writes sorted entries to files of RocksDB's own form, which the database then takes over in one step, without its write buffer.</summary>
internal sealed unsafe class RocksDbFileWriter : IStateEntryWriter, IDisposable
{
    private const string Action = "write a sorted file";
    private readonly RocksDbDatabase _database;
    private readonly string _folder;
    private readonly long _fileBytes;
    private readonly List<string> _files = [];
    private readonly nint _environment = RocksDbDatabase.Calls.rocksdb_envoptions_create();
    private nint _writer;
    private long _bytes;

    /// <summary>Begins.</summary>
    /// <param name="database">The database that is to take them over.</param>
    /// <param name="folder">Folder for the files, on the disk of the database.</param>
    /// <param name="fileBytes">Bytes of keys and values after which a file ends.</param>
    public RocksDbFileWriter(RocksDbDatabase database, string folder, long fileBytes)
    {
        _database = database;
        _folder = folder;
        _fileBytes = fileBytes;
    }

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isDelete)
    {
        if (_bytes >= _fileBytes)
        {
            Finish();
        }

        if (_writer == 0)
        {
            Begin();
        }

        nint failure;
        fixed (byte* keyStart = key, valueStart = value)
        {
            if (isDelete)
            {
                RocksDbDatabase.Calls.rocksdb_sstfilewriter_delete(_writer, keyStart, (nuint)key.Length, out failure);
            }
            else
            {
                RocksDbDatabase.Calls.rocksdb_sstfilewriter_put(_writer, keyStart, (nuint)key.Length, valueStart, (nuint)value.Length, out failure);
            }
        }

        _database.ThrowIfFailed(Action, failure);
        _bytes += key.Length + value.Length;
    }

    /// <summary>Lets the database take over what was added.</summary>
    public void Commit()
    {
        Finish();
        if (_files.Count > 0)
        {
            _database.Ingest(_files);
            _files.ForEach(Delete); // they have another name in the database now
            _files.Clear();
        }
    }

    public void Dispose()
    {
        Close();
        _files.ForEach(Delete);
        _files.Clear();
        RocksDbDatabase.Calls.rocksdb_envoptions_destroy(_environment);
    }

    private void Begin()
    {
        string path = Path.Combine(_folder, $"{_files.Count.ToString("d6", CultureInfo.InvariantCulture)}.sst");
        _files.Add(path);
        _writer = RocksDbDatabase.Calls.rocksdb_sstfilewriter_create(_environment, _database.NativeOptions);
        nint name = Marshal.StringToCoTaskMemUTF8(path);
        RocksDbDatabase.Calls.rocksdb_sstfilewriter_open(_writer, name, out nint failure);
        Marshal.FreeCoTaskMem(name);
        _database.ThrowIfFailed(Action, failure);
    }

    // Ending a file puts it on the disk.
    private void Finish()
    {
        if (_writer != 0)
        {
            RocksDbDatabase.Calls.rocksdb_sstfilewriter_finish(_writer, out nint failure);
            Close();
            _database.ThrowIfFailed(Action, failure);
        }
    }

    private void Close()
    {
        if (_writer != 0)
        {
            RocksDbDatabase.Calls.rocksdb_sstfilewriter_destroy(_writer);
            _writer = 0;
        }

        _bytes = 0;
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // the next start removes it
        }
    }
}
