using static Streaming.Functions;

namespace Streaming.Core.Tests.DataFrames;

/// <summary>Aggregates of each batch in its progress.</summary>
public sealed class ObserveTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EachBatchHasMetricsOfItsOwn(int workers)
    {
        await using var session = WordCountTests.NewSession(workers);
        var numbers = session.MemoryStream("n INT", partitions: 2);
        var query = numbers.ToDataFrame()
            .Observe("all", Count(Lit(1)).As("rows"), Expr("sum(n) / count(n) AS mean"), Expr("count(*) FILTER (WHERE n < 0) AS neg"))
            .Filter("n > 0").Observe("kept", Max(Col("n")).As("max"))
            .WriteStream().Memory("observed").Start();
        numbers.AddRows([1], [2], [-6], [null]);
        query.ProcessAllAvailable();
        Assert.Equal("""{"rows":4,"mean":-1.0,"neg":1}""", query.LastProgress!.ObservedMetrics["all"]);
        Assert.Equal("""{"max":2}""", query.LastProgress.ObservedMetrics["kept"]);
        numbers.AddRows();
        query.ProcessAllAvailable();
        Assert.Equal("""{"rows":0,"mean":null,"neg":0}""", query.LastProgress!.ObservedMetrics["all"]);
        Assert.Equal([1, 2], session.MemoryTables.Get<Row>("observed").Rows.Select(row => row.Get<int>(0)).Order());
    }
}
