using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace Streaming;

/// <summary>Writes a delta or a snapshot to a stream; see <see cref="StateFileFormat"/>.</summary>
internal sealed class StateFileWriter : IStateEntryWriter, IDisposable
{
    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(2 * StateFileFormat.BlockLength);
    private int _length;
    private int _blockStart = -1;
    private uint _blockCount;
    private ulong _hash;

    public StateFileWriter(Stream stream, StateFileKind kind, long epoch)
    {
        _stream = stream;
        var header = _buffer.AsSpan(0, StateFileFormat.HeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)kind);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], StateFileFormat.Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], epoch);
        _length = 16;
        WriteHash(0);
    }

    /// <summary>Entries so far.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes written to the stream so far.</summary>
    public long Length { get; private set; }

    /// <summary>After <see cref="Complete"/> the last hash of the file, which depends on all that is in it.</summary>
    public ulong Hash => _hash;

    /// <summary>Adds an entry; keys must ascend.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isDelete)
    {
        int size = checked(key.Length + value.Length + 10);
        if (_blockStart >= 0 && _length - _blockStart + size > StateFileFormat.BlockLength)
        {
            EndBlock();
        }

        if (_blockStart < 0)
        {
            Reserve(StateFileFormat.BlockHeaderLength);
            _blockStart = _length;
            _length += StateFileFormat.BlockHeaderLength;
        }

        Reserve(checked(size + StateFileFormat.HashLength));
        WriteNumber((uint)key.Length);
        WriteNumber(isDelete ? 0 : (uint)value.Length + 1);
        key.CopyTo(_buffer.AsSpan(_length));
        value.CopyTo(_buffer.AsSpan(_length + key.Length));
        _length += key.Length + value.Length;
        _blockCount++;
        Count++;
    }

    /// <summary>Writes the end. Without it the file counts as truncated.</summary>
    public void Complete()
    {
        EndBlock();
        Reserve(StateFileFormat.FooterLength);
        int start = _length;
        _buffer.AsSpan(start, StateFileFormat.BlockHeaderLength).Clear();
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(start + 8), Count);
        _length += 16;
        WriteHash(start);
        Flush();
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private void EndBlock()
    {
        if (_blockStart < 0)
        {
            return;
        }

        var header = _buffer.AsSpan(_blockStart, StateFileFormat.BlockHeaderLength);
        BinaryPrimitives.WriteInt32LittleEndian(header, _length - _blockStart - StateFileFormat.BlockHeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], _blockCount);
        WriteHash(_blockStart);
        _blockStart = -1;
        _blockCount = 0;
        if (_length >= StateFileFormat.BlockLength)
        {
            Flush();
        }
    }

    private void WriteHash(int start)
    {
        _hash = XxHash3.HashToUInt64(_buffer.AsSpan(start, _length - start), (long)_hash);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_length), _hash);
        _length += StateFileFormat.HashLength;
    }

    private void WriteNumber(uint value)
    {
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    private void Reserve(int more)
    {
        int needed = checked(_length + more);
        if (needed > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _buffer.Length)));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }

    private void Flush()
    {
        _stream.Write(_buffer, 0, _length);
        Length += _length;
        _length = 0;
    }
}
