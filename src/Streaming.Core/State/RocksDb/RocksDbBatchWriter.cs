namespace Streaming;

/// <summary>Collects the changes of an epoch that go to the database's write buffer in one step.</summary>
internal sealed unsafe class RocksDbBatchWriter : IStateEntryWriter, IDisposable
{
    private const int MostKeptBytes = 4 << 20;
    private readonly RocksDbDatabase _database;
    private nint _batch = RocksDbDatabase.Calls.rocksdb_writebatch_create();
    private long _bytes;

    public RocksDbBatchWriter(RocksDbDatabase database) => _database = database;

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isDelete)
    {
        fixed (byte* keyStart = key, valueStart = value)
        {
            if (isDelete)
            {
                RocksDbDatabase.Calls.rocksdb_writebatch_delete(_batch, keyStart, (nuint)key.Length);
            }
            else
            {
                RocksDbDatabase.Calls.rocksdb_writebatch_put(_batch, keyStart, (nuint)key.Length, valueStart, (nuint)value.Length);
            }
        }

        _bytes += key.Length + value.Length;
    }

    /// <summary>Writes everything; the batch can be filled again.</summary>
    public void Commit()
    {
        try
        {
            _database.Write(_batch);
        }
        finally
        {
            Clear();
        }
    }

    /// <summary>Forgets what has been added.</summary>
    public void Clear()
    {
        if (_bytes <= MostKeptBytes)
        {
            RocksDbDatabase.Calls.rocksdb_writebatch_clear(_batch);
        }
        else
        {
            // It would keep the memory of the largest epoch.
            RocksDbDatabase.Calls.rocksdb_writebatch_destroy(_batch);
            _batch = RocksDbDatabase.Calls.rocksdb_writebatch_create();
        }

        _bytes = 0;
    }

    public void Dispose()
    {
        if (_batch != 0)
        {
            RocksDbDatabase.Calls.rocksdb_writebatch_destroy(_batch);
            _batch = 0;
        }
    }
}
