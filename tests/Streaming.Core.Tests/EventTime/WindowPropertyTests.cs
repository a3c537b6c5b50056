using CsCheck;

namespace Streaming.Core.Tests.EventTime;

/// <summary>For random rows, orders, batches and restarts, windows equal a simple reference in memory.</summary>
public sealed class WindowPropertyTests
{
    private const int Delay = 20;

    private static readonly Gen<Reading> Rows = Gen.Select(
        OneOf<string?>(null, "", "a", "b", "a key of more than sixteen bytes"),
        Gen.Frequency((9, Gen.Int[-10, 120].Select(time => (double?)time)), (1, Gen.Double[0, 120].Select(time => (double?)time)), (1, Gen.Const((double?)null))),
        Gen.Int[1, 9],
        (sensor, time, value) => Reading.At(sensor, time, value));

    private static readonly Gen<EngineVariant> Variants = Gen.Select(
        OneOf(1, 3), OneOf(1, 7, 1024), Gen.Bool, OneOf("memory", "rocksdb"), (workers, size, restart, state) => new EngineVariant(workers, size, restart, state));

    private static readonly Gen<Reading[][]> Batches = Rows.Array[0, 12].Array[1, 6].Select(batches => batches.Where(batch => batch.Length > 0).ToArray());

    [Fact]
    public Task TumblingWindows() => FixedAsync(TumblingWindow.Of("10 seconds", "3 seconds"), "window(Time, '10 seconds', '10 seconds', '3 seconds')");

    [Fact]
    public Task SlidingWindows() => FixedAsync(SlidingWindow.Of("10 seconds", "4 seconds"), "window(Time, '10 seconds', '4 seconds')");

    [Fact]
    public Task SessionWindows() => SampleAsync(
        keyed => keyed.Window(SessionWindow.Of("6 seconds")),
        "session_window(Time, '6 seconds')",
        (state, row, late) =>
        {
            var session = new Group(row.Sensor, Micros(row), Micros(row) + 6_000_000, row.Value, 1);
            if (session.End <= late)
            {
                return;
            }

            foreach (var other in state.Where(other => other.Key == row.Sensor && other.Start <= session.End && other.End >= session.Start).ToList())
            {
                state.Remove(other);
                session = new Group(row.Sensor, Math.Min(session.Start, other.Start), Math.Max(session.End, other.End), session.Sum + other.Sum, session.Count + other.Count);
            }

            state.Add(session);
        });

    private static Task FixedAsync(FixedWindow window, string expression)
    {
        long size = window.SizeMicroseconds;
        return SampleAsync(
            keyed => keyed.Window(window),
            expression,
            (state, row, late) =>
            {
                long time = Micros(row);
                for (long start = window.OffsetMicroseconds - (1000 * window.SlideMicroseconds); start <= time; start += window.SlideMicroseconds)
                {
                    if (time < start + size && start + size > late)
                    {
                        var known = state.Find(group => group.Key == row.Sensor && group.Start == start) ?? new Group(row.Sensor, start, start + size, 0, 0);
                        state.Remove(known);
                        state.Add(known with { Sum = known.Sum + row.Value, Count = known.Count + 1 });
                    }
                }
            });
    }

    private static async Task SampleAsync(Func<KeyedStream<string?, Reading>, WindowedStream<string?, Reading>> window, string expression, Action<List<Group>, Reading, long> add) =>
        await Gen.Select(Batches, Variants).SampleAsync(
            async (batches, variant) =>
            {
                batches = [.. batches, [Reading.At("end", 10_000)], [Reading.At("end", 10_001)]];
                var expected = Reference(batches, add);
                var typed = await WindowRun.TypedAsync(
                    variant,
                    rows => window(rows.WithWatermark(row => row.Time, $"{Delay} seconds").GroupBy(row => row.Sensor)).Aggregate(
                        a => a.Sum(row => row.Value), a => a.Count(),
                        (key, bounds, sum, count) => new Group(key, (bounds.Start - DateTimeOffset.UnixEpoch).Ticks / 10, (bounds.End - DateTimeOffset.UnixEpoch).Ticks / 10, sum, count).ToString()),
                    OutputMode.Append, batches);
                Assert.Equal(expected, typed.Select(batch => string.Join('\n', batch)));
                var frame = await WindowRun.FrameAsync(
                    variant,
                    rows => rows.WithWatermark("Time", $"{Delay} seconds").GroupBy(Functions.Expr($"{expression} AS w"), Functions.Col("Sensor")).Agg("sum(Value) AS s", "count(*) AS c")
                        .SelectExpr("format_string('%s|%s|%s|%s|%s', coalesce(Sensor, 'NULL'), unix_micros(w.start), unix_micros(w.end), s, c) AS text"),
                    OutputMode.Append, batches);
                Assert.Equal(expected, frame.Select(batch => string.Join('\n', batch.Select(row => row[1..^1]))));
            },
            iter: 20);

    // The rows of each batch, in the form and order of the runs.
    private static IEnumerable<string> Reference(Reading[][] batches, Action<List<Group>, Reading, long> add)
    {
        var state = new List<Group>();
        long watermark = 0;
        long late = 0;
        foreach (var batch in batches)
        {
            foreach (var row in batch.Where(row => row.Time is not null))
            {
                add(state, row, late);
            }

            var finished = state.Where(group => group.End <= watermark).ToList();
            state.RemoveAll(finished.Contains);
            yield return string.Join('\n', finished.Select(group => group.ToString()).Order(StringComparer.Ordinal));
            late = watermark;
            long next = batch.Where(row => row.Time is not null).Select(row => (Micros(row) / 1000) - (Delay * 1000)).DefaultIfEmpty(long.MinValue / 1000).Max();
            watermark = Math.Max(watermark, next * 1000);
        }
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static long Micros(Reading row) => (row.Time!.Value - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private sealed record Group(string? Key, long Start, long End, long Sum, long Count)
    {
        public override string ToString() => $"{Key ?? "NULL"}|{Start}|{End}|{Sum}|{Count}";
    }
}
