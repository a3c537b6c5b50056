using System.Collections.Concurrent;

namespace Streaming.Core.Tests.DataFrames;

/// <summary>Which worker has which rows of a DataFrame.</summary>
public sealed class PartitionTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task NoRowIsLost(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant, rows => rows.Repartition(5).Filter("value > 1").Coalesce(1).Repartition(2, Functions.Col("value") % 3).Coalesce(2), OutputMode.Append, [1, 2, 3, 4, 5, 6, 7], [8, 9]);
        Assert.Equal(["[2]", "[3]", "[4]", "[5]", "[6]", "[7]"], batches[0]);
        Assert.Equal(["[8]", "[9]"], batches[1]);
    }

    [Fact]
    public void EqualKeysComeToOneWorker()
    {
        var workers = Run(rows => rows.Repartition(7, "key"), 4);
        Assert.All(workers.GroupBy(row => row.Key, row => row.Worker), group => Assert.Single(group.Distinct()));
        Assert.True(workers.Select(row => row.Worker).Distinct().Count() > 1);
    }

    [Fact]
    public void RowsAreSpreadOrPutTogether()
    {
        Assert.Equal(3, Run(rows => rows.Repartition(3), 3).Select(row => row.Worker).Distinct().Count());
        Assert.Single(Run(rows => rows.Repartition(3).Coalesce(1), 3).Select(row => row.Worker).Distinct());
        Assert.Single(Run(rows => rows.Repartition(1), 3).Select(row => row.Worker).Distinct());
    }

    [Fact]
    public void WhatIsWrongIsToldAtOnce()
    {
        using var session = new FrameSession<int>();
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => session.Frame.Repartition(0));
        Assert.Equal("partitions", error.ParamName);
        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", Assert.Throws<StreamingException>(() => session.Frame.Repartition(2, "nope")).ErrorClass);
        Assert.Contains("Repartition#", session.Frame.Repartition(2, "value").Explain(), StringComparison.Ordinal);
    }

    private static List<(string Key, int Worker)> Run(Func<DataFrame, DataFrame> build, int workers)
    {
        using var session = new FrameSession<(string, int)>(workers);
        var rows = new ConcurrentBag<(string, int)>();
        var query = build(session.Frame.ToDF("key", "n")).WriteStream().Foreach(() => new Writer(rows)).Start();
        session.Source.Add(Enumerable.Range(0, 200).Select(i => ($"key {i % 20}", i)));
        query.ProcessAllAvailable();
        Assert.Equal(200, rows.Count);
        return [.. rows];
    }

    private sealed class Writer(ConcurrentBag<(string, int)> rows) : IForeachWriter<Row>
    {
        private int _worker;

        public bool Open(long partitionId, long epochId)
        {
            _worker = (int)partitionId;
            return true;
        }

        public void Process(Row row) => rows.Add((row.Get<string>(0)!, _worker));

        public void Close(Exception? error)
        {
        }
    }
}
