namespace Streaming.Core.Tests.Deduplication;

/// <summary>Deduplication of typed streams.</summary>
public sealed class DropDuplicatesTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task TheFirstRecordOfEachKeyPasses(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<string?, string?>(
            variant, stream => stream.DropDuplicates(text => text?.ToUpperInvariant()), OutputMode.Append, ["a", "b", null, ""], ["B", "c", null, "a key of more than sixteen bytes"], ["A key of more than SIXTEEN bytes"]);
        Assert.Equal([null, "", "a", "b"], batches[0].Order(StringComparer.Ordinal));
        Assert.Equal(["a key of more than sixteen bytes", "c"], batches[1].Order(StringComparer.Ordinal));
        Assert.Empty(batches[2]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task DistinctTakesTheWholeRecord(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<(int, string), (int, string)>(variant, stream => stream.Distinct(), OutputMode.Update, [(1, "x"), (1, "y"), (1, "x")], [(1, "y"), (2, "y")]);
        Assert.Equal([(1, "x"), (1, "y")], batches[0].Order());
        Assert.Equal([(2, "y")], batches[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RandomEventsEqualTheReference(int workers)
    {
        foreach (int seed in Enumerable.Range(workers * 100, 8))
        {
            foreach (var kind in Enum.GetValues<DeduplicateReference.Kind>())
            {
                var variant = new EngineVariant(workers, seed % 2 == 0 ? 7 : 1024, Restart: seed % 3 == 0, seed % 4 < 2 ? "memory" : "rocksdb");
                await DeduplicateCheck.RunAsync(variant, kind, (session, source) => Build(session, source, kind).WriteStream(), row => row.Number, DeduplicateCheck.RandomBatches(seed));
            }
        }
    }

    [Fact]
    public void ASpecialKeyIsForgottenWithItsTime()
    {
        using var driver = new TopologyTestDriverQuery();
        driver.Run([Event.At("a", 10), Event.At("a", 10), Event.At("a", 11)], expected: [10, 11], total: 2, duplicates: 1);
        driver.Run([Event.At("b", 15)], expected: [15], total: 2, duplicates: 0); // the epoch without data has removed a@10
        driver.Run([Event.At("a", 10), Event.At("a", 11), Event.At("c", 10.5)], expected: [10.5], total: 3, duplicates: 1, late: 1);
    }

    [Fact]
    public void AnEventTimeInTheKeyNeedsAWatermark()
    {
        var session = WordCountTests.NewSession(1);
        var stream = session.ReadStream().From(new ListSource<Event>());
        Assert.Equal("EVENT_TIME_MISSING", Assert.Throws<StreamingException>(() => stream.DropDuplicates(row => row.Key, withEventTime: true)).ErrorClass);
        var error = Assert.Throws<StreamingException>(() => stream.DropDuplicatesWithinWatermark(row => row.Key).WriteStream().To(new CollectSink()).Start());
        Assert.Equal("dropDuplicatesWithinWatermark is not supported on streaming DataFrames/DataSets without watermark", error.Message);
    }

    [Fact]
    public void AKeySelectorThatThrowsNamesItsOperator()
    {
        var session = WordCountTests.NewSession(3);
        var source = new ListSource<string>(2);
        var query = session.ReadStream().From(source).DropDuplicates(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).WriteStream().To(new CollectSink()).Start();
        source.Add("1", "x");
        var error = Assert.ThrowsAny<StreamingException>(query.ProcessAllAvailable);
        Assert.Contains("DropDuplicates#1", error.Message, StringComparison.Ordinal);
    }

    internal static DataStream<Event> Build(StreamingSession session, ListSource<Event> source, DeduplicateReference.Kind kind)
    {
        var stream = session.ReadStream().From(source);
        return kind == DeduplicateReference.Kind.Key ? stream.DropDuplicates(row => row.Key)
            : stream.WithWatermark(row => row.Time, "5 seconds") is var timed && kind == DeduplicateReference.Kind.Within ? timed.DropDuplicatesWithinWatermark(row => row.Key)
            : timed.DropDuplicates(row => row.Key, withEventTime: kind == DeduplicateReference.Kind.KeyAndTime);
    }

    private sealed class TopologyTestDriverQuery : IDisposable
    {
        private readonly StreamingSession _session = WordCountTests.NewSession(2);
        private readonly ListSource<Event> _source = new();
        private readonly CollectSink _sink = new();
        private readonly StreamingQuery _query;
        private int _batches;
        private int _progress;

        public TopologyTestDriverQuery() => _query = Build(_session, _source, DeduplicateReference.Kind.KeyAndTime).WriteStream().To(_sink).Start();

        public void Run(Event[] rows, double[] expected, int total, int duplicates, int late = 0)
        {
            _source.Add(rows);
            _query.ProcessAllAvailable();
            Assert.Equal(expected, _sink.Batches<Event>().Skip(_batches).SelectMany(batch => batch.Rows).Select(row => (row.Time!.Value - DateTimeOffset.UnixEpoch).TotalSeconds).Order());
            var progress = _query.RecentProgress.Skip(_progress).SelectMany(epoch => epoch.StateOperators).ToList();
            Assert.Equal(total, progress[^1].NumRowsTotal);
            Assert.Equal(duplicates, progress.Sum(state => state.CustomMetrics["numDroppedDuplicateRows"]));
            Assert.Equal(late, progress.Sum(state => state.NumRowsDroppedByWatermark));
            _batches = _sink.Batches<Event>().Count;
            _progress = _query.RecentProgress.Count;
        }

        public void Dispose() => _session.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
