using System.Buffers;

namespace Streaming;

/// <summary>A number of an aggregate's state: whether it is there, then its bytes. All aggregates write theirs so.</summary>
/// <remarks>A query may go on from the state of another aggregate whose parts have the same types, as in Spark.</remarks>
internal static class StateValue
{
    public const byte None = 0;
    public const byte Some = 1;

    /// <summary>Writes a number that is there, or with another mark.</summary>
    public static void Write<T>(T value, ArrayBufferWriter<byte> output, byte mark = Some)
        where T : unmanaged
    {
        ValueCodec.WriteFixed(mark, output);
        ValueCodec.WriteFixed(value, output);
    }

    /// <summary>Reads a number; the result is its mark.</summary>
    public static byte Read<T>(ref ReadOnlySpan<byte> data, out T value)
        where T : unmanaged
    {
        byte mark = ValueCodec.ReadFixed<byte>(ref data);
        value = ValueCodec.ReadFixed<T>(ref data);
        return mark;
    }
}
