using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace Streaming;

/// <summary>Reads a delta or a snapshot from start to end. Hands out no entry of a block whose hash is wrong.</summary>
internal sealed class StateFileReader : IDisposable
{
    private readonly Stream _stream;
    private readonly StateFileKind _kind;
    private readonly string _path;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(StateFileFormat.BlockLength + 64);
    private int _position;
    private int _blockEnd;
    private uint _blockRest;
    private long _remaining;
    private long _count;
    private ulong _hash;
    private bool _ended;
    private int _keyStart;
    private int _keyLength;
    private int _valueLength;

    private StateFileReader(Stream stream, StateFileKind kind, string path)
    {
        _stream = stream;
        _kind = kind;
        _path = path;
    }

    /// <summary>Length of the file.</summary>
    public long Length { get; private set; }

    /// <summary>The last hash read; after the last entry that of the whole file.</summary>
    public ulong Hash => _hash;

    /// <summary>Key of the current entry, until the next <see cref="MoveNext"/>.</summary>
    public ReadOnlySpan<byte> Key => _buffer.AsSpan(_keyStart, _keyLength);

    /// <summary>Value of the current entry; empty for a removal.</summary>
    public ReadOnlySpan<byte> Value => _buffer.AsSpan(_keyStart + _keyLength, _valueLength);

    /// <summary>True where the current entry is a removal.</summary>
    public bool IsDelete { get; private set; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="StreamingException"><c>CANNOT_LOAD_STATE_STORE</c></exception>
    public static StateFileReader Open(IFileSystem files, StateFileKind kind, string path, long epoch)
    {
        Stream stream;
        try
        {
            stream = files.OpenRead(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw StateErrors.Missing(kind, path, error);
        }

        var reader = new StateFileReader(stream, kind, path);
        try
        {
            reader.ReadHeader(epoch);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next entry.</summary>
    /// <returns>False after the last one, once the end of the file has been checked.</returns>
    /// <exception cref="StreamingException"><c>CANNOT_LOAD_STATE_STORE</c></exception>
    public bool MoveNext()
    {
        while (_blockRest == 0)
        {
            if (_ended || !ReadBlock())
            {
                _keyLength = _valueLength = 0;
                return false;
            }
        }

        uint keyLength = ReadNumber();
        uint valueLength = ReadNumber();
        IsDelete = valueLength == 0;
        valueLength -= IsDelete ? 0u : 1u;
        if ((ulong)keyLength + valueLength > (ulong)(_blockEnd - _position))
        {
            throw Damaged("an entry is longer than its block");
        }

        _keyStart = _position;
        _keyLength = (int)keyLength;
        _valueLength = (int)valueLength;
        _position += _keyLength + _valueLength;
        _count++;
        if (--_blockRest == 0 && _position != _blockEnd)
        {
            throw Damaged("a block is longer than its entries");
        }

        return true;
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _blockRest = 0;
            _ended = true;
            _keyStart = _keyLength = _valueLength = 0;
        }
    }

    private void ReadHeader(long epoch)
    {
        _remaining = Length = _stream.Length;
        Read(0, StateFileFormat.HeaderLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(_buffer) != (uint)_kind)
        {
            throw Damaged("it does not begin like one");
        }

        CheckHash(16);
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(4));
        if (version != StateFileFormat.Version)
        {
            throw version > StateFileFormat.Version
                ? StateErrors.NewerVersion(_kind, _path, version, StateFileFormat.Version)
                : Damaged($"its version is {version}");
        }

        long found = BinaryPrimitives.ReadInt64LittleEndian(_buffer.AsSpan(8));
        if (found != epoch)
        {
            throw Damaged($"it holds the epoch {found}");
        }
    }

    private bool ReadBlock()
    {
        Read(0, StateFileFormat.BlockHeaderLength);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_buffer);
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(4));
        if (length == 0)
        {
            ReadFooter();
            return false;
        }

        // Checked before anything is allocated for it.
        if (length > _remaining - StateFileFormat.HashLength || length > Array.MaxLength - 64)
        {
            throw Truncated();
        }

        int end = StateFileFormat.BlockHeaderLength + (int)length;
        if (end + StateFileFormat.HashLength > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(end + StateFileFormat.HashLength);
            _buffer.AsSpan(0, StateFileFormat.BlockHeaderLength).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        Read(StateFileFormat.BlockHeaderLength, (int)length + StateFileFormat.HashLength);
        CheckHash(end);
        _position = StateFileFormat.BlockHeaderLength;
        _blockEnd = end;
        _blockRest = count;
        return true;
    }

    private void ReadFooter()
    {
        Read(StateFileFormat.BlockHeaderLength, StateFileFormat.FooterLength - StateFileFormat.BlockHeaderLength);
        CheckHash(16);
        if (BinaryPrimitives.ReadInt64LittleEndian(_buffer.AsSpan(8)) != _count)
        {
            throw Damaged("the number of its entries is wrong");
        }

        if (_remaining != 0)
        {
            throw Damaged("something follows its end");
        }

        _ended = true;
    }

    private uint ReadNumber()
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            if (_position >= _blockEnd)
            {
                break;
            }

            byte next = _buffer[_position++];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged("an entry has no length");
    }

    private void Read(int start, int count)
    {
        if (count > _remaining)
        {
            throw Truncated();
        }

        try
        {
            _stream.ReadExactly(_buffer, start, count);
        }
        catch (EndOfStreamException)
        {
            throw Truncated();
        }

        _remaining -= count;
    }

    private void CheckHash(int length)
    {
        _hash = XxHash3.HashToUInt64(_buffer.AsSpan(0, length), (long)_hash);
        if (BinaryPrimitives.ReadUInt64LittleEndian(_buffer.AsSpan(length)) != _hash)
        {
            throw Damaged("a checksum is wrong");
        }
    }

    private StreamingException Truncated() => Damaged("it is truncated");

    private StreamingException Damaged(string what) => StateErrors.Damaged(_kind, _path, what);
}
