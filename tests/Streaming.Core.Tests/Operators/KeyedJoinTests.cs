namespace Streaming.Core.Tests.Operators;

/// <summary>Joins of typed streams.</summary>
public sealed class KeyedJoinTests
{
    private static readonly (Event[] Left, Event[] Right)[] Batches =
    [
        ([At("a", 10, 1), At("b", 10, 2), At(null, 10, 3)], [At("a", 12, 1), At("c", 12, 2), At(null, 12, 3)]),
        ([At("a", 13, 4)], [At("a", 18, 4), At("a", 19, 5)]),
        ([At("z", 60, 6)], [At("z", 61, 6)]),
        ([At("a", 20, 7), At("z", 62, 8)], [At("a", 20, 7)]),
    ];

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task JoinGivesPairsWithinTheWindow(EngineVariant variant)
    {
        var rows = await Run(variant, (left, right) => left.Join(right, l => l.Key, r => r.Key, (l, r) => $"{l}-{r}", JoinWindow.Between("0 seconds", "5 seconds")), Batches);
        Assert.Equal(["a10.1-a12.1"], rows[0]);
        Assert.Equal(["a13.4-a18.4"], rows[1]);
        Assert.Equal(["z60.6-z61.6"], rows[2]);
        Assert.Equal([], rows[3]); // a20 is late on both sides
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task LeftJoinGivesRecordsWithoutPartnerOnceTheirTimeIsOver(EngineVariant variant)
    {
        var rows = await Run(variant, (left, right) => left.LeftJoin(right, l => l.Key, r => r.Key, (l, r) => $"{l}-{r}", JoinWindow.Within("5 seconds")), Batches);
        Assert.Equal(["10.3-none", "b10.2-none"], rows.SelectMany(batch => batch).Where(row => row.Contains("none", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("a13.4-a12.1", rows[1]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task FullJoinGivesBothSides(EngineVariant variant)
    {
        var rows = await Run(variant, (left, right) => left.FullJoin(right, l => l.Key, r => r.Key, (l, r) => $"{l}-{r}", JoinWindow.Within("5 seconds")), Batches);
        Assert.Equal(
            ["10.3-none", "b10.2-none", "none-12.3", "none-a19.5", "none-c12.2"],
            rows.SelectMany(batch => batch).Where(row => row.Contains("none", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task RightJoinGivesTheRightSide(EngineVariant variant)
    {
        var rows = await Run(variant, (left, right) => left.RightJoin(right, l => l.Key, r => r.Key, (l, r) => $"{(l.HasValue ? l.Value.Number : -1)}/{r.Number}", JoinWindow.Within("5 seconds")), Batches);
        Assert.Equal(["-1/2", "-1/3", "-1/5"], rows.SelectMany(batch => batch).Where(row => row.StartsWith("-1", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(["1/1"], rows[0]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task SemiJoinGivesEachRecordOnce(EngineVariant variant)
    {
        var rows = await Run(
            variant, (left, right) => left.SemiJoin(right, l => l.Key, r => r.Key, JoinWindow.Within("5 seconds")).Map(row => row.ToString()),
            ([At("a", 10, 1), At("a", 11, 2), At("b", 11, 3)], []), ([], [At("a", 12, 1)]), ([], [At("a", 13, 2)]), ([At("a", 14, 4)], []));
        Assert.Equal([], rows[0]);
        Assert.Equal(["a10.1", "a11.2"], rows[1]);
        Assert.Equal([], rows[2]);
        Assert.Equal(["a14.4"], rows[3]);
    }

    [Fact]
    public async Task WithoutAWindowAllPairsOfAKeyAreMade()
    {
        var left = new ListSource<(string Key, int Value)>();
        var right = new ListSource<(string Key, string Text)>();
        var sink = new CollectSink();
        await using var session = new EngineVariant(3, 7, false).NewSession();
        var query = session.ReadStream().From(left).Join(session.ReadStream().From(right), l => l.Key, r => r.Key, (l, r) => (l.Key, l.Value, r.Text))
            .WriteStream().OutputMode(OutputMode.Append).To(sink).Start();
        left.Add(("a", 1), ("b", 2));
        query.ProcessAllAvailable();
        right.Add(("a", "x"), ("a", "y"), ("c", "z"));
        query.ProcessAllAvailable();
        left.Add(("c", 3), ("a", 4));
        query.ProcessAllAvailable();
        Assert.Equal([("a", 1, "x"), ("a", 1, "y"), ("a", 4, "x"), ("a", 4, "y"), ("c", 3, "z")], sink.Rows<(string, int, string)>().Order());
        Assert.Equal(7, query.LastProgress!.StateOperators[0].NumRowsTotal);
    }

    [Fact]
    public async Task AnOuterJoinNeedsWatermarks()
    {
        await using var session = new EngineVariant(1, 7, false).NewSession();
        var stream = session.ReadStream().From(new ListSource<Event>());
        var writer = stream.LeftJoin(stream, l => l.Key, r => r.Key, (l, _) => l.Number, JoinWindow.Within("1 second")).WriteStream().OutputMode(OutputMode.Append).To(new CollectSink());
        Assert.Contains("LeftOuter join", Assert.Throws<StreamingException>(() => writer.Start()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WindowsAreCheckedWhenTheyAreMade()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => JoinWindow.Between("5 seconds", "0 seconds"));
        Assert.Throws<ArgumentOutOfRangeException>(() => JoinWindow.Within(TimeSpan.FromSeconds(-1)));
        Assert.Throws<StreamingException>(() => JoinWindow.Within("soon"));
        Assert.Equal(JoinWindow.Within("1 minute"), JoinWindow.Between("-60 seconds", "60 seconds"));
    }

    [Theory]
    [InlineData(11, 1, false)]
    [InlineData(12, 3, false)]
    [InlineData(13, 3, true)]
    public async Task RandomJoinsHaveThePairsOfTheDefinition(int seed, int workers, bool restart)
    {
        var random = new Random(seed);
        var batches = Enumerable.Range(0, 6).Select(batch => (Left: Side(batch), Right: Side(batch))).ToArray();
        var rows = await Run(
            new EngineVariant(workers, 7, restart), (left, right) => left.Join(right, l => l.Key, r => r.Key, (l, r) => $"{l}-{r}", JoinWindow.Between("-3 seconds", "4 seconds")), batches, "1000 seconds");

        // Nothing is late with such a delay.
        var expected = from l in batches.SelectMany(batch => batch.Left)
                       from r in batches.SelectMany(batch => batch.Right)
                       where l.Key is not null && l.Key == r.Key && r.Seconds - l.Seconds is >= -3 and <= 4
                       select $"{l}-{r}";
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.SelectMany(batch => batch).Order(StringComparer.Ordinal));

        Event[] Side(int batch) => [.. Enumerable.Range(0, random.Next(1, 20)).Select(i => At(random.Next(6) == 0 ? null : $"k{random.Next(4)}", (batch * 3) + random.Next(1, 20), random.Next(1000)))];
    }

    private static Event At(string? key, int seconds, int number) => new(key, seconds, number);

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> Run(
        EngineVariant variant, Func<DataStream<Event>, DataStream<Event>, DataStream<string>> build, (Event[] Left, Event[] Right)[] batches, string delay)
    {
        var left = new ListSource<Event>(2) { BatchSize = variant.BatchSize };
        var right = new ListSource<Event>(3) { BatchSize = variant.BatchSize };
        var sink = new CollectSink();
        var rows = new List<IReadOnlyList<string>>();
        string checkpoint = Directory.CreateTempSubdirectory("streaming-test").FullName;
        try
        {
            StreamingSession? session = null;
            StreamingQuery? query = null;
            foreach (var batch in batches)
            {
                if (query is null || variant.Restart)
                {
                    await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
                    session = variant.NewSession();
                    query = build(session.ReadStream().From(left).WithWatermark(row => row.Time, delay), session.ReadStream().From(right).WithWatermark(row => row.Time, delay))
                        .WriteStream().OutputMode(OutputMode.Append).Option("checkpointLocation", checkpoint).To(sink).Start();
                }

                int before = sink.Batches<string>().Count;
                left.Add(batch.Left);
                right.Add(batch.Right);
                query.ProcessAllAvailable();
                rows.Add([.. sink.Batches<string>().Skip(before).SelectMany(part => part.Rows).Order(StringComparer.Ordinal)]);
            }

            await session!.DisposeAsync();
        }
        finally
        {
            Directory.Delete(checkpoint, recursive: true);
        }

        return rows;
    }

    private static Task<IReadOnlyList<IReadOnlyList<string>>> Run(
        EngineVariant variant, Func<DataStream<Event>, DataStream<Event>, DataStream<string>> build, params (Event[] Left, Event[] Right)[] batches) => Run(variant, build, batches, "0 seconds");

    public sealed record Event(string? Key, int Seconds, int Number)
    {
        public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddSeconds(Seconds);

        public override string ToString() => $"{Key}{Seconds}.{Number}";
    }
}
