using System.Buffers;
using CsCheck;

namespace Streaming.Core.Tests;

internal static class SerdeCheck
{
    public static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static byte[] Bytes<T>(ISerde<T> serde, T value)
    {
        var output = new ArrayBufferWriter<byte>();
        serde.Write(value, output);
        return output.WrittenSpan.ToArray();
    }

    public static T RoundTrip<T>(ISerde<T> serde, T value) => serde.Read(Bytes(serde, value));

    /// <summary>What comes back is equal, and bytes are equal exactly when values are.</summary>
    public static void Canonical<T>(ISerde<T> serde, Gen<T> gen, IEqualityComparer<T>? comparer = null)
    {
        comparer ??= EqualityComparer<T>.Default;
        gen.Select(gen).Sample((left, right) =>
            comparer.Equals(RoundTrip(serde, left), left)
            && Bytes(serde, left).AsSpan().SequenceEqual(Bytes(serde, right)) == comparer.Equals(left, right));
    }

    /// <summary>Bytes allocated by a write, after warm-up.</summary>
    public static long AllocatedByWrite<T>(ISerde<T> serde, T value)
    {
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        for (int i = 0; i < 1000; i++)
        {
            output.ResetWrittenCount();
            serde.Write(value, output);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            output.ResetWrittenCount();
            serde.Write(value, output);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
