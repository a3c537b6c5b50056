using Streaming.Core.Tests.DataFrames;

namespace Streaming.Core.Tests.Deduplication;

/// <summary>Deduplication of DataFrames.</summary>
public sealed class DataFrameTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task TheFirstRowOfEachKeyPassesWithAllItsColumns(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant, rows => rows.DropDuplicates("_1", "_2").Select("_3", "_1"), OutputMode.Append,
            [(1, "x", 10), (1, null, 11), (2, "x", 12)], new (int, string?, int)[] { (1, null, 13), (1, "x", 14), (3, "a text of more than sixteen bytes", 15) });
        Assert.Equal(["[10,1]", "[11,1]", "[12,2]"], batches[0]);
        Assert.Equal(["[15,3]"], batches[1]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task DistinctTakesAllColumns(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(variant, rows => rows.Distinct(), OutputMode.Update, [(1, 0.0), (1, -0.0), (2, double.NaN)], [(2, -double.NaN), (1, 1.0)]);
        Assert.Equal(["[1,0.0]", "[2,NaN]"], batches[0].Select(row => row.Replace("-0.0", "0.0", StringComparison.Ordinal)));
        Assert.Equal(["[1,1.0]"], batches[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RandomEventsEqualTheReference(int workers)
    {
        foreach (int seed in Enumerable.Range(workers * 1000, 8))
        {
            foreach (var kind in Enum.GetValues<DeduplicateReference.Kind>())
            {
                var variant = new EngineVariant(workers, seed % 2 == 0 ? 7 : 1024, Restart: seed % 3 == 0, seed % 4 < 2 ? "memory" : "rocksdb");
                await DeduplicateCheck.RunAsync(variant, kind, (session, source) => Build(session, source, kind).WriteStream(), row => row.Get<int>(2), DeduplicateCheck.RandomBatches(seed));
            }
        }
    }

    [Fact]
    public void BoundedDataToo()
    {
        using var session = new FrameSession<int>();
        var rows = session.Session.CreateDataFrame([("a", 1), ("b", 2), ("a", 3)]);
        Assert.Equal(["[a]", "[b]"], rows.Select("_1").Distinct().Collect().Select(row => row.ToString()).Order());
        Assert.Equal(
            "dropDuplicatesWithinWatermark is not supported with batch DataFrames/DataSets",
            Assert.Throws<StreamingException>(() => rows.DropDuplicatesWithinWatermark("_1").Collect()).Message);
    }

    [Fact]
    public void WhatIsWrongIsToldAtOnce()
    {
        using var session = new FrameSession<(string Name, int Age)>();
        var frame = session.Frame.ToDF("name", "age");
        Assert.Equal(
            "[UNRESOLVED_COLUMN_AMONG_FIELD_NAMES] Cannot resolve column name \"nope\" among (name, age). SQLSTATE: 42703",
            Assert.Throws<StreamingException>(() => frame.DropDuplicates("name", "nope")).Message);
        Assert.Equal("UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE", Assert.Throws<StreamingException>(() => frame.SelectExpr("map(name, age) AS m").Distinct()).ErrorClass);
        var within = frame.DropDuplicatesWithinWatermark("name").WriteStream().To(new CollectSink());
        Assert.Equal("dropDuplicatesWithinWatermark is not supported on streaming DataFrames/DataSets without watermark", Assert.Throws<StreamingException>(() => within.Start()).Message);
    }

    [Fact]
    public void BelowAnAggregationInCompleteMode()
    {
        using var session = new FrameSession<Event>();
        var sink = new CollectSink();
        var query = session.Frame.WithWatermark("Time", "5 seconds").DropDuplicatesWithinWatermark("Key").GroupBy("Key").Count()
            .WriteStream().OutputMode(OutputMode.Complete).To(sink).Start();
        session.Source.Add(Event.At("a", 10), Event.At("a", 11));
        query.ProcessAllAvailable();
        session.Source.Add(Event.At("a", 30));
        query.ProcessAllAvailable();
        session.Source.Add(Event.At("a", 31));
        query.ProcessAllAvailable();
        Assert.Equal(["[a,1]", "[a,1]", "[a,2]"], sink.Batches<Row>().Select(batch => batch.Rows[0].ToString()).Distinct().SelectMany(row => row == "[a,1]" ? [row, row] : new[] { row }));
        Assert.Equal(["stateStoreSave", "dedupeWithinWatermark"], query.LastProgress!.StateOperators.Select(state => state.OperatorName));
    }

    // As in Spark, whose optimizer takes away columns that nobody looks at.
    [Fact]
    public void NoRowIsLateWhereItsTimeIsNotUsed()
    {
        using var session = new FrameSession<Event>(2);
        var timed = session.Frame.WithWatermark("Time", "5 seconds").DropDuplicates("Key");
        StreamingQuery[] queries = [timed.Select("Key").WriteStream().To(new CollectSink()).Start(), timed.WriteStream().To(new CollectSink()).Start()];
        session.Source.Add(Event.At("a", 100));
        System.Array.ForEach(queries, query => query.ProcessAllAvailable());
        session.Source.Add(Event.At("b", 1));
        System.Array.ForEach(queries, query => query.ProcessAllAvailable());
        Assert.Equal([0, 1], queries.Select(query => query.RecentProgress.Sum(epoch => epoch.StateOperators[0].NumRowsDroppedByWatermark)));
    }

    private static DataFrame Build(StreamingSession session, ListSource<Event> source, DeduplicateReference.Kind kind)
    {
        var frame = session.ReadStream().From(source).ToDataFrame();
        return kind == DeduplicateReference.Kind.Key ? frame.DropDuplicates("Key")
            : frame.WithWatermark("Time", "5 seconds") is var timed && kind == DeduplicateReference.Kind.Within ? timed.DropDuplicatesWithinWatermark("Key")
            : kind == DeduplicateReference.Kind.KeyAndTime ? timed.DropDuplicates("Key", "Time") : timed.DropDuplicates("Key");
    }
}
