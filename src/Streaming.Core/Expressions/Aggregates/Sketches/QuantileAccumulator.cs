using System.Buffers;

namespace Streaming;

/// <summary><c>approx_percentile</c> over numbers and times.</summary>
internal sealed class QuantileAccumulator(double relativeError, Action<QuantileSummary, ColumnVector> finish) : GroupStates<QuantileSummary>
{
    protected override QuantileSummary Create() => new(relativeError);

    protected override void Add(QuantileSummary state, ReadOnlySpan<ColumnVector> arguments, int row) => state.Add(NumberReading.ToDouble(arguments[0], row));

    protected override void Merge(QuantileSummary state, QuantileSummary other) => state.Add(other);

    protected override void Write(QuantileSummary state, ArrayBufferWriter<byte> output) => state.Write(output);

    protected override void Read(QuantileSummary state, ref ReadOnlySpan<byte> data) => state.Read(ref data);

    protected override void Finish(QuantileSummary state, ColumnVector result) => finish(state, result);
}
