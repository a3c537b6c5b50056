using System.Runtime.InteropServices;
using RocksDbSharp;

namespace Streaming;

/// <summary>An iterator between two keys. Taken from and given back to its database, with the memory of its bounds.</summary>
internal sealed unsafe class RocksDbCursor(RocksDbDatabase database) : IStateCursor
{
    private static readonly Native s_native = Native.Instance;

    private byte* _bounds;
    private int _capacity;
    private nint _options;
    private nint _iterator;
    private byte* _key;
    private byte* _value;
    private int _keyLength;
    private int _valueLength;
    private bool _started;

    public ReadOnlySpan<byte> Key => new(_key, _keyLength);

    public ReadOnlySpan<byte> Value => new(_value, _valueLength);

    public void Start(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        if (from.Length + to.Length > _capacity)
        {
            _capacity = Math.Max(256, from.Length + to.Length);
            _bounds = (byte*)NativeMemory.Realloc(_bounds, (nuint)_capacity);
        }

        // The iterator refers to these bytes for as long as it lives.
        from.CopyTo(new Span<byte>(_bounds, from.Length));
        to.CopyTo(new Span<byte>(_bounds + from.Length, to.Length));
        _options = s_native.rocksdb_readoptions_create();
        s_native.rocksdb_readoptions_set_verify_checksums(_options, 1);
        if (to.Length > 0)
        {
            s_native.rocksdb_readoptions_set_iterate_upper_bound(_options, _bounds + from.Length, (nuint)to.Length);
        }

        _iterator = s_native.rocksdb_create_iterator(database.Handle, _options);
        if (from.Length > 0)
        {
            s_native.rocksdb_iter_seek(_iterator, _bounds, (nuint)from.Length);
        }
        else
        {
            s_native.rocksdb_iter_seek_to_first(_iterator);
        }

        _started = false;
    }

    public bool MoveNext()
    {
        if (_iterator == 0)
        {
            return false;
        }

        if (_started)
        {
            s_native.rocksdb_iter_next(_iterator);
        }

        _started = true;
        if (s_native.rocksdb_iter_valid(_iterator) == 0)
        {
            s_native.rocksdb_iter_get_error(_iterator, out nint failure);
            End();
            database.ThrowIfFailed("scan keys", failure);
            return false;
        }

        _key = (byte*)s_native.rocksdb_iter_key(_iterator, out nuint keyLength);
        _keyLength = (int)keyLength;
        _value = (byte*)s_native.rocksdb_iter_value(_iterator, out nuint valueLength);
        _valueLength = (int)valueLength;
        return true;
    }

    public void Dispose()
    {
        if (_options != 0)
        {
            End();
            s_native.rocksdb_readoptions_destroy(_options);
            _options = 0;
            database.Return(this);
        }
    }

    /// <summary>Gives back everything; the cursor is at its end for good.</summary>
    public void Free()
    {
        End();
        if (_options != 0)
        {
            s_native.rocksdb_readoptions_destroy(_options);
            _options = 0;
        }

        NativeMemory.Free(_bounds);
        _bounds = null;
        _capacity = 0;
    }

    private void End()
    {
        _keyLength = _valueLength = 0;
        if (_iterator != 0)
        {
            s_native.rocksdb_iter_destroy(_iterator);
            _iterator = 0;
        }
    }
}
