using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>Integers, characters and enums: big-endian, as Kafka's own serializers write them.</summary>
internal sealed class IntegerSerde<T> : ISerde<T>, ISizedSerde
    where T : unmanaged
{
    public int FixedSize => Unsafe.SizeOf<T>();

    public void Write(T value, ArrayBufferWriter<byte> output)
    {
        var span = output.GetSpan(Unsafe.SizeOf<T>());
        switch (Unsafe.SizeOf<T>())
        {
            case 1:
                span[0] = Unsafe.BitCast<T, byte>(value);
                break;
            case 2:
                BinaryPrimitives.WriteInt16BigEndian(span, Unsafe.BitCast<T, short>(value));
                break;
            case 4:
                BinaryPrimitives.WriteInt32BigEndian(span, Unsafe.BitCast<T, int>(value));
                break;
            case 8:
                BinaryPrimitives.WriteInt64BigEndian(span, Unsafe.BitCast<T, long>(value));
                break;
            default:
                BinaryPrimitives.WriteInt128BigEndian(span, Unsafe.BitCast<T, Int128>(value));
                break;
        }

        output.Advance(Unsafe.SizeOf<T>());
    }

    public T Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != Unsafe.SizeOf<T>())
        {
            SerdeErrors.ThrowLength(typeof(T).Name, Unsafe.SizeOf<T>(), data.Length);
        }

        return Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<byte, T>(data[0]),
            2 => Unsafe.BitCast<short, T>(BinaryPrimitives.ReadInt16BigEndian(data)),
            4 => Unsafe.BitCast<int, T>(BinaryPrimitives.ReadInt32BigEndian(data)),
            8 => Unsafe.BitCast<long, T>(BinaryPrimitives.ReadInt64BigEndian(data)),
            _ => Unsafe.BitCast<Int128, T>(BinaryPrimitives.ReadInt128BigEndian(data)),
        };
    }
}

/// <summary>IEEE 754, big-endian; -0.0 is written as 0.0 and every NaN as the same one, so that equal keys have equal bytes.</summary>
internal sealed class DoubleSerde : ISerde<double>, ISizedSerde
{
    private const long CanonicalNaN = 0x7FF8000000000000;

    public int FixedSize => sizeof(double);

    public void Write(double value, ArrayBufferWriter<byte> output)
    {
        long bits = double.IsNaN(value) ? CanonicalNaN : value == 0 ? 0 : BitConverter.DoubleToInt64Bits(value);
        BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(sizeof(double)), bits);
        output.Advance(sizeof(double));
    }

    public double Read(ReadOnlySpan<byte> data) => data.Length == sizeof(double)
        ? BinaryPrimitives.ReadDoubleBigEndian(data)
        : throw SerdeErrors.Length(nameof(Double), sizeof(double), data.Length);
}

/// <summary>As <see cref="DoubleSerde"/>, in single precision.</summary>
internal sealed class SingleSerde : ISerde<float>, ISizedSerde
{
    private const int CanonicalNaN = 0x7FC00000;

    public int FixedSize => sizeof(float);

    public void Write(float value, ArrayBufferWriter<byte> output)
    {
        int bits = float.IsNaN(value) ? CanonicalNaN : value == 0 ? 0 : BitConverter.SingleToInt32Bits(value);
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(float)), bits);
        output.Advance(sizeof(float));
    }

    public float Read(ReadOnlySpan<byte> data) => data.Length == sizeof(float)
        ? BinaryPrimitives.ReadSingleBigEndian(data)
        : throw SerdeErrors.Length(nameof(Single), sizeof(float), data.Length);
}

/// <summary>One byte, 1 or 0.</summary>
internal sealed class BooleanSerde : ISerde<bool>, ISizedSerde
{
    public int FixedSize => 1;

    public void Write(bool value, ArrayBufferWriter<byte> output)
    {
        output.GetSpan(1)[0] = value ? (byte)1 : (byte)0;
        output.Advance(1);
    }

    public bool Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != 1)
        {
            SerdeErrors.ThrowLength(nameof(Boolean), 1, data.Length);
        }

        if (data[0] > 1)
        {
            SerdeErrors.ThrowMalformed(nameof(Boolean), $"the byte is {data[0]}, neither 0 nor 1");
        }

        return data[0] == 1;
    }
}

/// <summary>16 bytes in the order of the text form (RFC 9562).</summary>
internal sealed class GuidSerde : ISerde<Guid>, ISizedSerde
{
    public int FixedSize => 16;

    public void Write(Guid value, ArrayBufferWriter<byte> output)
    {
        value.TryWriteBytes(output.GetSpan(16), bigEndian: true, out _);
        output.Advance(16);
    }

    public Guid Read(ReadOnlySpan<byte> data) => data.Length == 16
        ? new Guid(data, bigEndian: true)
        : throw SerdeErrors.Length(nameof(Guid), 16, data.Length);
}

/// <summary>Sign and scale in one byte, then the 96-bit integer, big-endian; no trailing zeros, so that 1.0 and 1.00 have equal bytes.</summary>
internal sealed class DecimalSerde : ISerde<decimal>, ISizedSerde
{
    private const int Size = 13;

    public int FixedSize => Size;

    public void Write(decimal value, ArrayBufferWriter<byte> output)
    {
        // Division by a 1 of full scale strips trailing zeros: the quotient has the smallest scale that is exact.
        decimal normal = value == 0 ? 0 : value / 1.0000000000000000000000000000m;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(normal, bits);
        var span = output.GetSpan(Size);
        span[0] = (byte)((bits[3] >> 16 & 0x7f) | (bits[3] >>> 31 << 7));
        BinaryPrimitives.WriteInt32BigEndian(span[1..], bits[2]);
        BinaryPrimitives.WriteInt32BigEndian(span[5..], bits[1]);
        BinaryPrimitives.WriteInt32BigEndian(span[9..], bits[0]);
        output.Advance(Size);
    }

    public decimal Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != Size)
        {
            SerdeErrors.ThrowLength(nameof(Decimal), Size, data.Length);
        }

        int scale = data[0] & 0x7f;
        if (scale > 28)
        {
            SerdeErrors.ThrowMalformed(nameof(Decimal), $"the scale is {scale}, above 28");
        }

        return new decimal(
            BinaryPrimitives.ReadInt32BigEndian(data[9..]),
            BinaryPrimitives.ReadInt32BigEndian(data[5..]),
            BinaryPrimitives.ReadInt32BigEndian(data[1..]),
            data[0] >= 0x80,
            (byte)scale);
    }
}
