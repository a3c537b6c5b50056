using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Streaming;

/// <summary>How parts of a composite value follow one another: fixed sizes as they are, others after their length.</summary>
internal static class Framing
{
    // Lengths up to 254 take one byte; longer ones this mark and four bytes.
    private const byte LongMark = 255;

    public static int FixedSizeOf<T>(ISerde<T> serde) => serde is ISizedSerde sized ? sized.FixedSize : -1;

    public static void WriteLength(int length, ArrayBufferWriter<byte> output)
    {
        if (length < LongMark)
        {
            output.GetSpan(1)[0] = (byte)length;
            output.Advance(1);
            return;
        }

        var span = output.GetSpan(5);
        span[0] = LongMark;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], length);
        output.Advance(5);
    }

    /// <summary>Writes a value after its length, which is only known afterwards.</summary>
    public static void WriteVariable<T>(ISerde<T> serde, T value, ArrayBufferWriter<byte> output)
    {
        int at = output.WrittenCount;
        output.GetSpan(1);
        output.Advance(1);
        serde.Write(value, output);
        int length = output.WrittenCount - at - 1;
        if (length < LongMark)
        {
            Written(output)[at] = (byte)length;
            return;
        }

        output.GetSpan(4);
        output.Advance(4);
        var written = Written(output);
        written.Slice(at + 1, length).CopyTo(written[(at + 5)..]);
        written[at] = LongMark;
        BinaryPrimitives.WriteInt32BigEndian(written[(at + 1)..], length);
    }

    /// <summary>What has been written, for filling in what is known later.</summary>
    public static Span<byte> Written(ArrayBufferWriter<byte> output) => MemoryMarshal.AsMemory(output.WrittenMemory).Span;
}
