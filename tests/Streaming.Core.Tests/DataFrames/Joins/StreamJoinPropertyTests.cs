namespace Streaming.Core.Tests.DataFrames;

/// <summary>Random rows, orders, batches and restarts: what comes out is what a simple reference computes.</summary>
public sealed class StreamJoinPropertyTests
{
    private const double Bound = 5;

    [Theory]
    [InlineData("inner", 1)]
    [InlineData("left_outer", 2)]
    [InlineData("right_outer", 3)]
    [InlineData("full_outer", 4)]
    [InlineData("left_semi", 5)]
    public async Task JoinsEqualAReference(string type, int seed)
    {
        var variants = new[] { new EngineVariant(1, 1024, false), new EngineVariant(3, 7, false), new EngineVariant(1, 1, true), new EngineVariant(3, 1024, true) };
        for (int round = 0; round < 3; round++)
        {
            foreach (var variant in variants)
            {
                await Run(type, variant, new Random((seed * 1000) + round));
            }
        }
    }

    private static async Task Run(string type, EngineVariant variant, Random random)
    {
        var batches = new (JoinRow[] Left, JoinRow[] Right)[random.Next(4, 9)];
        for (int i = 0; i < batches.Length; i++)
        {
            batches[i] = (Side(random, i, "l"), Side(random, i, "r"));
        }

        var reference = new Reference(type, delay: 4, variant.Restart);
        var (rows, state) = await JoinRun.BatchesAsync(variant, (left, right) => JoinRun.Of(left, right, type, JoinRun.Range + " AND l.Text <> r.Text", "4 seconds"), batches);
        var expected = new List<string>();
        foreach (var (left, right) in batches)
        {
            expected.AddRange(reference.Batch(left, right));
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.SelectMany(batch => batch).Order(StringComparer.Ordinal));
        if (!variant.Restart)
        {
            Assert.Equal(reference.Total, state!.NumRowsTotal);
        }
    }

    private static JoinRow[] Side(Random random, int batch, string side) =>
    [
        .. Enumerable.Range(0, random.Next(0, 12)).Select(i => JoinRow.At(
            random.Next(8) == 0 ? null : random.Next(4), random.Next(12) == 0 ? null : (batch * 5) + random.Next(-8, 16) + (random.Next(1000) / 1000.0), random.Next(6) == 0 ? "same" : $"{side}{batch}.{i}")),
    ];

    /// <summary>The join by its definition, in lists.</summary>
    private sealed class Reference(string type, double delay, bool restarts)
    {
        private readonly List<Kept> _left = [];
        private readonly List<Kept> _right = [];
        private double _leftMax = double.NegativeInfinity;
        private double _rightMax = double.NegativeInfinity;
        private double _watermark;

        public int Total => _left.Count + _right.Count;

        public List<string> Batch(JoinRow[] left, JoinRow[] right)
        {
            // A restart forgets how far each side has come, not the watermark; nothing runs until there is data.
            if (restarts)
            {
                _leftMax = _rightMax = double.NegativeInfinity;
                if (left.Length + right.Length == 0)
                {
                    return [];
                }
            }

            var output = new List<string>();
            bool keepsLeft = type is "left_outer" or "full_outer";
            bool keepsRight = type is "right_outer" or "full_outer";
            var newLeft = left.Where(row => IsTimely(row) && (keepsLeft || IsWhole(row))).Select(row => new Kept(row)).ToList();
            var newRight = right.Where(row => IsTimely(row) && (keepsRight || IsWhole(row))).Select(row => new Kept(row)).ToList();
            foreach (var l in _left.Concat(newLeft))
            {
                foreach (var r in _right.Concat(newRight).Where(r => newLeft.Contains(l) || newRight.Contains(r)))
                {
                    if (!Matches(l.Row, r.Row) || (type == "left_semi" && l.IsMatched))
                    {
                        continue;
                    }

                    l.IsMatched = r.IsMatched = true;
                    output.Add(type == "left_semi" ? Text(l.Row) : $"{Text(l.Row)},{Text(r.Row)}");
                }
            }

            _left.AddRange(newLeft);
            _right.AddRange(newRight);
            if (type == "left_semi")
            {
                _left.RemoveAll(row => row.IsMatched);
            }

            // As in Spark: state goes by the watermark of the batch, and an empty batch follows where the watermark moved.
            Finish(output);
            // Rows without a key, which the condition of an inner join takes before the watermark, do not count; those without a time never do.
            _leftMax = Math.Max(_leftMax, Max(left.Where(row => keepsLeft || row.Key is not null)));
            _rightMax = Math.Max(_rightMax, Max(right.Where(row => keepsRight || row.Key is not null)));
            double newest = Math.Min(_leftMax, _rightMax) - delay;
            newest = double.IsInfinity(newest) ? 0 : Math.Floor(newest * 1000) / 1000;
            if (newest > _watermark)
            {
                _watermark = newest;
                Finish(output);
            }

            return output.ConvertAll(row => $"[{row}]");
        }

        private void Finish(List<string> output)
        {
            Remove(_left, _watermark - Bound - 0.001, type is "left_outer" or "full_outer", row => $"{Text(row)},null,null,null");
            Remove(_right, _watermark - 0.001, type is "right_outer" or "full_outer", row => $"null,null,null,{Text(row)}");

            void Remove(List<Kept> side, double bound, bool shows, Func<JoinRow, string> text)
            {
                if (shows)
                {
                    output.AddRange(side.Where(row => IsFinished(row, bound) && !row.IsMatched).Select(row => text(row.Row)));
                }

                side.RemoveAll(row => IsFinished(row, bound));
            }
        }

        private static bool IsFinished(Kept row, double bound) => row.Row.Seconds <= bound + 1e-7;

        private bool IsTimely(JoinRow row) => row.Seconds is not { } time || time > _watermark + 1e-7;

        // What must have a value for a partner.
        private static bool IsWhole(JoinRow row) => row.Key is not null && row.Seconds is not null;

        private static double Max(IEnumerable<JoinRow> rows) => rows.Select(row => row.Seconds ?? double.NegativeInfinity).DefaultIfEmpty(double.NegativeInfinity).Max();

        private static bool Matches(JoinRow l, JoinRow r) =>
            l.Key is not null && l.Key == r.Key && r.Seconds >= l.Seconds && r.Seconds <= l.Seconds + Bound + 1e-7 && l.Text != r.Text;

        private static string Text(JoinRow row) =>
            $"{row.Key?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"},{(row.Seconds is { } time ? Row(time) : "null")},{row.Text}";

        private static string Row(double seconds) => new Row(new StructType().Add("d", DataTypes.Double), seconds).ToString()[1..^1];

        private sealed class Kept(JoinRow row)
        {
            public JoinRow Row { get; } = row;

            public bool IsMatched { get; set; }
        }
    }
}
