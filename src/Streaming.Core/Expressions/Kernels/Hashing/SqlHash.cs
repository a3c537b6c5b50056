using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Streaming;

/// <summary>Spark's hashes of values: Murmur3 of 32 bits and xxHash of 64 bits; NULL leaves the seed as it is.</summary>
internal static class SqlHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    public static int Murmur(ColumnVector vector, int row, int seed)
    {
        if (vector.IsNull(row))
        {
            return seed;
        }

        switch (vector)
        {
            case BytesVector bytes:
                return MurmurBytes(bytes.Value(row), seed);
            case ArrayVector array:
                for (int i = 0; i < array.Lengths[row]; i++)
                {
                    seed = Murmur(array.Elements, array.Starts[row] + i, seed);
                }

                return seed;
            case StructVector structure:
                foreach (var field in structure.Fields)
                {
                    seed = Murmur(field, row, seed);
                }

                return seed;
            case FixedVector<Int128> decimals when ((DecimalType)vector.Type).Precision > 18:
                return MurmurBytes(BigEndian(decimals.Values[row]), seed);
            case FixedVector<Interval> intervals:
                var interval = intervals.Values[row];
                return MurmurInt(interval.Months, MurmurInt(interval.Days, MurmurLong(interval.Microseconds, seed)));
            default:
                return IsLong(vector, row, out long value) ? MurmurLong(value, seed) : MurmurInt((int)value, seed);
        }
    }

    public static long XxHash(ColumnVector vector, int row, long seed)
    {
        if (vector.IsNull(row))
        {
            return seed;
        }

        switch (vector)
        {
            case BytesVector bytes:
                return XxBytes(bytes.Value(row), seed);
            case ArrayVector array:
                for (int i = 0; i < array.Lengths[row]; i++)
                {
                    seed = XxHash(array.Elements, array.Starts[row] + i, seed);
                }

                return seed;
            case StructVector structure:
                foreach (var field in structure.Fields)
                {
                    seed = XxHash(field, row, seed);
                }

                return seed;
            case FixedVector<Int128> decimals when ((DecimalType)vector.Type).Precision > 18:
                return XxBytes(BigEndian(decimals.Values[row]), seed);
            case FixedVector<Interval> intervals:
                var interval = intervals.Values[row];
                return XxInt(interval.Months, XxInt(interval.Days, XxLong(interval.Microseconds, seed)));
            default:
                return IsLong(vector, row, out long value) ? XxLong(value, seed) : XxInt((int)value, seed);
        }
    }

    /// <summary>The bits that are hashed: 64 or 32 of them.</summary>
    private static bool IsLong(ColumnVector vector, int row, out long value)
    {
        value = vector switch
        {
            FixedVector<bool> v => v.Values[row] ? 1 : 0,
            FixedVector<sbyte> v => v.Values[row],
            FixedVector<short> v => v.Values[row],
            FixedVector<int> v => v.Values[row],
            FixedVector<long> v => v.Values[row],
            FixedVector<float> v => v.Values[row] == 0 ? 0 : float.IsNaN(v.Values[row]) ? 0x7fc00000 : BitConverter.SingleToInt32Bits(v.Values[row]),
            FixedVector<double> v => v.Values[row] == 0 ? 0 : double.IsNaN(v.Values[row]) ? 0x7ff8000000000000 : BitConverter.DoubleToInt64Bits(v.Values[row]),
            FixedVector<Int128> v => (long)v.Values[row],
            _ => 0,
        };
        return vector is FixedVector<long> or FixedVector<double> or FixedVector<Int128>;
    }

    private static byte[] BigEndian(Int128 value) => ((BigInteger)value).ToByteArray(isUnsigned: false, isBigEndian: true);

    private static int MurmurMix(int k)
    {
        k *= unchecked((int)0xcc9e2d51);
        return (int)BitOperations.RotateLeft((uint)k, 15) * 0x1b873593;
    }

    private static int MurmurStep(int hash, int k) => unchecked(((int)BitOperations.RotateLeft((uint)(hash ^ MurmurMix(k)), 13) * 5) + (int)0xe6546b64);

    private static int MurmurFinish(int hash, int length)
    {
        uint h = (uint)(hash ^ length);
        h ^= h >> 16;
        h *= 0x85ebca6b;
        h ^= h >> 13;
        h *= 0xc2b2ae35;
        return (int)(h ^ (h >> 16));
    }

    private static int MurmurInt(int value, int seed) => MurmurFinish(MurmurStep(seed, value), 4);

    private static int MurmurLong(long value, int seed) => MurmurFinish(MurmurStep(MurmurStep(seed, (int)value), (int)(value >>> 32)), 8);

    /// <summary>Spark's form: the bytes behind the last whole word are mixed one by one.</summary>
    private static int MurmurBytes(ReadOnlySpan<byte> bytes, int seed)
    {
        int hash = seed;
        int words = bytes.Length & ~3;
        for (int i = 0; i < words; i += 4)
        {
            hash = MurmurStep(hash, BinaryPrimitives.ReadInt32LittleEndian(bytes[i..]));
        }

        foreach (byte value in bytes[words..])
        {
            hash = MurmurStep(hash, (sbyte)value);
        }

        return MurmurFinish(hash, bytes.Length);
    }

    private static long XxFinish(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= Prime2;
        hash ^= hash >> 29;
        hash *= Prime3;
        return (long)(hash ^ (hash >> 32));
    }

    private static long XxInt(int value, long seed)
    {
        ulong hash = (ulong)seed + Prime5 + 4;
        hash ^= (uint)value * Prime1;
        return XxFinish((BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3);
    }

    private static long XxLong(long value, long seed)
    {
        ulong hash = (ulong)seed + Prime5 + 8;
        hash ^= BitOperations.RotateLeft((ulong)value * Prime2, 31) * Prime1;
        return XxFinish((BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4);
    }

    private static long XxBytes(ReadOnlySpan<byte> bytes, long seed)
    {
        ulong hash;
        int length = bytes.Length;
        if (length >= 32)
        {
            ulong v1 = (ulong)seed + Prime1 + Prime2;
            ulong v2 = (ulong)seed + Prime2;
            ulong v3 = (ulong)seed;
            ulong v4 = (ulong)seed - Prime1;
            while (bytes.Length >= 32)
            {
                var words = MemoryMarshal.Cast<byte, ulong>(bytes[..32]);
                v1 = Round(v1, words[0]);
                v2 = Round(v2, words[1]);
                v3 = Round(v3, words[2]);
                v4 = Round(v4, words[3]);
                bytes = bytes[32..];
            }

            hash = BitOperations.RotateLeft(v1, 1) + BitOperations.RotateLeft(v2, 7) + BitOperations.RotateLeft(v3, 12) + BitOperations.RotateLeft(v4, 18);
            foreach (ulong v in (ReadOnlySpan<ulong>)[v1, v2, v3, v4])
            {
                hash = ((hash ^ Round(0, v)) * Prime1) + Prime4;
            }
        }
        else
        {
            hash = (ulong)seed + Prime5;
        }

        hash += (ulong)length;
        while (bytes.Length >= 8)
        {
            hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
            bytes = bytes[8..];
        }

        if (bytes.Length >= 4)
        {
            hash ^= BinaryPrimitives.ReadUInt32LittleEndian(bytes) * Prime1;
            hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
            bytes = bytes[4..];
        }

        foreach (byte value in bytes)
        {
            hash ^= value * Prime5;
            hash = BitOperations.RotateLeft(hash, 11) * Prime1;
        }

        return XxFinish(hash);
    }

    private static ulong Round(ulong accumulator, ulong input) => BitOperations.RotateLeft(accumulator + (input * Prime2), 31) * Prime1;
}
