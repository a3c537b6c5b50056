using System.Buffers;

namespace Streaming;

/// <summary><c>histogram_numeric</c>: bins of which the two nearest become one whenever there are too many (Ben-Haim and Tom-Tov, 2010).</summary>
internal sealed class HistogramAccumulator(int bins) : GroupStates<HistogramAccumulator.Histogram>
{
    /// <summary>Bins in the order of their centers, and the random numbers that choose between equally near ones.</summary>
    internal sealed class Histogram
    {
        public List<(double X, double Y)> Bins { get; } = [];

        public JavaRandom Random { get; } = new(31183);
    }

    protected override Histogram Create() => new();

    protected override void Add(Histogram state, ReadOnlySpan<ColumnVector> arguments, int row)
    {
        double value = NumberReading.ToDouble(arguments[0], row);
        int found = Find(state.Bins, value);
        if (found < state.Bins.Count && state.Bins[found].X == value)
        {
            state.Bins[found] = (value, state.Bins[found].Y + 1);
            return;
        }

        state.Bins.Insert(found, (value, 1));
        Trim(state);
    }

    protected override void Merge(Histogram state, Histogram other)
    {
        if (state.Bins.Count == 0)
        {
            state.Bins.AddRange(other.Bins);
            return;
        }

        // A stable sort, as bins of equal centers stay two.
        var all = state.Bins.Concat(other.Bins).OrderBy(bin => bin.X).ToList();
        state.Bins.Clear();
        state.Bins.AddRange(all);
        Trim(state);
    }

    protected override void Write(Histogram state, ArrayBufferWriter<byte> output)
    {
        ValueCodec.WriteFixed(state.Random.State, output);
        ValueCodec.WriteInt(state.Bins.Count, output);
        foreach (var (x, y) in state.Bins)
        {
            ValueCodec.WriteFixed(x, output);
            ValueCodec.WriteFixed(y, output);
        }
    }

    protected override void Read(Histogram state, ref ReadOnlySpan<byte> data)
    {
        state.Random.State = ValueCodec.ReadFixed<long>(ref data);
        int count = ValueCodec.ReadInt(ref data);
        for (int i = 0; i < count; i++)
        {
            double x = ValueCodec.ReadFixed<double>(ref data);
            state.Bins.Add((x, ValueCodec.ReadFixed<double>(ref data)));
        }
    }

    protected override void Finish(Histogram state, ColumnVector result)
    {
        var array = (ArrayVector)result;
        var items = (StructVector)array.Elements;
        int start = items.Count;
        foreach (var (x, y) in state.Bins)
        {
            NumberReading.Append(items.Fields[0], x);
            ((FixedVector<double>)items.Fields[1]).Append(y);
            items.AppendRow();
        }

        array.AppendRow(start, items.Count - start);
    }

    private static int Find(List<(double X, double Y)> bins, double value)
    {
        int low = 0;
        int high = bins.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (bins[middle].X < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Trim(Histogram state)
    {
        var list = state.Bins;
        while (list.Count > bins)
        {
            double nearest = list[1].X - list[0].X;
            int place = 0;
            int equal = 1;
            for (int i = 1; i < list.Count - 1; i++)
            {
                double distance = list[i + 1].X - list[i].X;
                if (distance < nearest)
                {
                    (nearest, place, equal) = (distance, i, 1);
                }
                else if (distance == nearest && state.Random.NextDouble() <= 1.0 / ++equal)
                {
                    place = i;
                }
            }

            var (first, second) = (list[place], list[place + 1]);
            double weight = first.Y + second.Y;
            list[place] = (((first.X * first.Y) + (second.X * second.Y)) / weight, weight);
            list.RemoveAt(place + 1);
        }
    }
}
