namespace Streaming;

/// <content>Functions of the category bitwise. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>Number of bits that are set.</summary>
    public static Column BitCount(object? first) => Call("bit_count", first);

    /// <summary>The bit at a position, the lowest at 0.</summary>
    public static Column BitGet(object? first, object? second) => Call("bit_get", first, second);

    /// <summary>The bit of a number within its bucket of 32768.</summary>
    public static Column BitmapBitPosition(object? first) => Call("bitmap_bit_position", first);

    /// <summary>The bucket of 32768 numbers that a number is in.</summary>
    public static Column BitmapBucketNumber(object? first) => Call("bitmap_bucket_number", first);

    /// <summary>Number of bits that are set in a bitmap.</summary>
    public static Column BitmapCount(object? first) => Call("bitmap_count", first);

    /// <summary>The bit at a position, the lowest at 0.</summary>
    public static Column Getbit(object? first, object? second) => Call("getbit", first, second);

    /// <summary>Bits moved to the left.</summary>
    public static Column Shiftleft(object? first, object? second) => Call("shiftleft", first, second);

    /// <summary>Bits moved to the right, with the sign.</summary>
    public static Column Shiftright(object? first, object? second) => Call("shiftright", first, second);

    /// <summary>Bits moved to the right, zeros moving in.</summary>
    public static Column Shiftrightunsigned(object? first, object? second) => Call("shiftrightunsigned", first, second);
}
