using System.Buffers;
using System.IO.Hashing;

namespace Streaming;

/// <summary>About how many different values there are; nulls do not count.</summary>
internal readonly struct ApproxCountDistinctAggregator<TIn, TValue>(Func<TIn, TValue> selector, ISerde<TValue> serde, int precision) : IAggregator<TIn, byte[], long>
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_bytes;

    public bool CanMerge => true;

    public ISerde<byte[]> BufferSerde => Serdes.Bytes;

    public byte[] Zero() => new byte[1 << precision];

    public void Reduce(ref byte[] buffer, TIn row)
    {
        if (selector(row) is { } value)
        {
            var bytes = s_bytes ??= new ArrayBufferWriter<byte>(64);
            bytes.ResetWrittenCount();
            serde.Write(value, bytes);
            DistinctSketch.Add(buffer, precision, XxHash64.HashToUInt64(bytes.WrittenSpan));
        }
    }

    public void Merge(ref byte[] buffer, in byte[] other) => DistinctSketch.Merge(buffer, other);

    public long Finish(in byte[] buffer) => DistinctSketch.Estimate(buffer, precision);
}
