using System.Buffers.Binary;

namespace Streaming;

/// <summary>Walks over the bytes of a composite value or a collection.</summary>
internal ref struct CompositeReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly Type _type;
    private int _position;

    public CompositeReader(ReadOnlySpan<byte> data, Type type)
    {
        _data = data;
        _type = type;
    }

    /// <summary>Skips the presence bits and checks those that no field has.</summary>
    public void BeginFields(int count)
    {
        int bytes = (count + 7) / 8;
        if (_data.Length < bytes)
        {
            ThrowTooShort();
        }

        if (count % 8 != 0 && _data[bytes - 1] >> (count % 8) != 0)
        {
            SerdeErrors.ThrowMalformed(TypeName.Of(_type), $"it says that more than {count} fields are present");
        }

        _position = bytes;
    }

    public readonly bool IsPresent(int field) => (_data[field >> 3] & (1 << (field & 7))) != 0;

    public readonly bool IsAtEnd => _position == _data.Length;

    public readonly int Remaining => _data.Length - _position;

    public ReadOnlySpan<byte> Take(int size)
    {
        if (size > _data.Length - _position)
        {
            ThrowTooShort();
        }

        var part = _data.Slice(_position, size);
        _position += size;
        return part;
    }

    public ReadOnlySpan<byte> TakeVariable() => Take(TakeLength());

    public int TakeLength()
    {
        int length = Take(1)[0];
        if (length < 255)
        {
            return length;
        }

        length = BinaryPrimitives.ReadInt32BigEndian(Take(4));
        if (length < 255)
        {
            SerdeErrors.ThrowMalformed(TypeName.Of(_type), $"it holds the length {length} in the long form");
        }

        return length;
    }

    public readonly void End()
    {
        if (_position != _data.Length)
        {
            SerdeErrors.ThrowMalformed(TypeName.Of(_type), $"{_data.Length - _position} bytes are left over");
        }
    }

    public readonly void ThrowAbsent(string field) =>
        SerdeErrors.ThrowMalformed(TypeName.Of(_type), $"{field} is absent, but its type has no null");

    private readonly void ThrowTooShort() =>
        SerdeErrors.ThrowMalformed(TypeName.Of(_type), $"they end after {_data.Length} bytes, in the middle of it");
}
