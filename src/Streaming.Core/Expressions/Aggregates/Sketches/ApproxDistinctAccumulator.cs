using System.Buffers;

namespace Streaming;

/// <summary><c>approx_count_distinct</c>.</summary>
internal sealed class ApproxDistinctAccumulator(int precision) : GroupStates<byte[]>
{
    private const long Seed = 42;

    protected override byte[] Create() => new byte[1 << precision];

    protected override void Add(byte[] state, ReadOnlySpan<ColumnVector> arguments, int row) => HyperLogLog.Add(state, precision, SqlHash.XxHash(arguments[0], row, Seed));

    protected override void Merge(byte[] state, byte[] other) => HyperLogLog.Merge(state, other);

    protected override void Write(byte[] state, ArrayBufferWriter<byte> output) => output.Write(state);

    protected override void Read(byte[] state, ref ReadOnlySpan<byte> data)
    {
        data[..state.Length].CopyTo(state);
        data = data[state.Length..];
    }

    protected override void Finish(byte[] state, ColumnVector result) => ((FixedVector<long>)result).Append(HyperLogLog.Estimate(state, precision));

    protected override void FinishEmpty(ColumnVector result) => ((FixedVector<long>)result).Append(0);
}
