using System.Buffers;

namespace Streaming;

/// <summary>How often each number comes, for exact percentiles; a second argument says how often a row counts.</summary>
/// <param name="finish">Appends the result for the numbers in order and how many there are up to each.</param>
internal sealed class PercentileAccumulator(Action<double[], long[], ColumnVector> finish) : GroupStates<Dictionary<double, long>>
{
    /// <summary>The number at a part of all (from 0 to 1; with a minus sign counted from the largest).</summary>
    public static double At(double[] values, long[] counts, double percentage, bool isDiscrete)
    {
        bool isTurned = double.IsNegative(percentage);
        percentage = Math.Abs(percentage);
        long all = counts[^1];
        double Number(long rank)
        {
            // Ranks count from 1.
            int index = Array.BinarySearch(counts, isTurned ? all - rank + 1 : rank);
            return values[index < 0 ? ~index : index];
        }

        if (isDiscrete)
        {
            return Number(Math.Max(1, (long)Math.Ceiling(all * percentage)));
        }

        double position = (all - 1) * percentage;
        long lower = (long)Math.Floor(position);
        long higher = (long)Math.Ceiling(position);
        double left = Number(lower + 1);
        double right = Number(higher + 1);
        return higher == lower || left == right ? left : ((higher - position) * left) + ((position - lower) * right);
    }

    protected override bool Counts(ReadOnlySpan<ColumnVector> arguments, int row)
    {
        if (arguments[0].IsNull(row) || arguments.Length == 1)
        {
            return !arguments[0].IsNull(row);
        }

        long frequency = arguments[1].IsNull(row) ? 0 : ((FixedVector<long>)arguments[1]).Values[row];
        return frequency >= 0 ? frequency > 0 : throw BindErrors.Make(
            "NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION", $"Found the negative value in the frequency expression: {frequency}L, but expected a positive integral value.", "22003");
    }

    protected override Dictionary<double, long> Create() => [];

    protected override void Add(Dictionary<double, long> state, ReadOnlySpan<ColumnVector> arguments, int row) =>
        Add(state, NumberReading.ToDouble(arguments[0], row), arguments.Length == 1 ? 1 : ((FixedVector<long>)arguments[1]).Values[row]);

    protected override void Merge(Dictionary<double, long> state, Dictionary<double, long> other)
    {
        foreach (var (value, count) in other)
        {
            Add(state, value, count);
        }
    }

    protected override void Write(Dictionary<double, long> state, ArrayBufferWriter<byte> output)
    {
        ValueCodec.WriteInt(state.Count, output);
        foreach (var (value, count) in state)
        {
            ValueCodec.WriteFixed(value, output);
            ValueCodec.WriteFixed(count, output);
        }
    }

    protected override void Read(Dictionary<double, long> state, ref ReadOnlySpan<byte> data)
    {
        int count = ValueCodec.ReadInt(ref data);
        for (int i = 0; i < count; i++)
        {
            double value = ValueCodec.ReadFixed<double>(ref data);
            Add(state, value, ValueCodec.ReadFixed<long>(ref data));
        }
    }

    protected override void Finish(Dictionary<double, long> state, ColumnVector result)
    {
        double[] values = [.. state.Keys];
        Array.Sort(values, ValueOrder<double>.Compare);
        long[] counts = new long[values.Length];
        long sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += state[values[i]];
            counts[i] = sum;
        }

        finish(values, counts, result);
    }

    private static void Add(Dictionary<double, long> state, double value, long count) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(state, value, out _) += count;
}
