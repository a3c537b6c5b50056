using static Streaming.Functions;

namespace Streaming.Core.Tests.DataFrames;

public sealed class BoundedDataTests : IDisposable
{
    private readonly StreamingSession _session = StreamingSession.Create("bounded");

    public void Dispose() => _session.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Fact]
    public void RowsOfValuesKeepTheirOrder()
    {
        var frame = _session.CreateDataFrame([[2, "b"], [1, null], [3, "c"]], "n INT, s STRING");
        Assert.False(frame.IsStreaming);
        Assert.Equal(["[2,b]", "[1,null]", "[3,c]"], frame.Collect().Select(row => row.ToString()));
        Assert.Equal(3, frame.Count());
        Assert.Equal("[2,b]", frame.First()!.ToString());
    }

    [Fact]
    public void RecordsMakeColumnsOfTheirProperties()
    {
        var frame = _session.CreateDataFrame(Enumerable.Range(0, 2500).Select(i => (Name: $"k{i % 3}", Value: i)));
        Assert.Equal(["_1", "_2"], frame.Columns);
        var sums = frame.GroupBy("_1").Agg(Sum("_2").As("s"), Functions.Count(Lit(1)).As("n")).Sort("_1").Collect();
        Assert.Equal(["[k0,1042083,834]", "[k1,1040417,833]", "[k2,1041250,833]"], sums.Select(row => row.ToString()));
    }

    [Fact]
    public void OperationsRunOnceOverAllData()
    {
        var numbers = _session.Range(10);
        Assert.Equal([0L, 2, 4, 6, 8], numbers.Filter("id % 2 = 0").Collect().Select(row => row.Get<long>(0)));
        Assert.Equal([9L, 8, 7], numbers.Sort(Col("id").Desc()).Limit(3).Collect().Select(row => row.Get<long>("id")));
        Assert.Equal(20, numbers.Union(numbers).Count());
        Assert.Equal([45L], numbers.Agg(Sum("id")).Collect().Select(row => row.Get<long>(0)));
        Assert.Equal([0L], numbers.Filter("id > 100").Agg(Functions.Count(Lit(1))).Collect().Select(row => row.Get<long>(0)));
        Assert.Equal([1L], numbers.GroupBy(Col("id") % 3).Count().Agg(Functions.Count(Lit(1)).As("groups")).Filter("groups = 3").Select("groups").Collect().Select(_ => 1L));
        Assert.Empty(_session.Range(5, 5).Collect());
        Assert.Equal([5L, 3, 1], _session.Range(5, 0, -2).Collect().Select(row => row.Get<long>(0)));
        Assert.Equal([0L, 3, 6], _session.Range(0, 7, 3).Collect().Select(row => row.Get<long>(0)));
    }

    [Fact]
    public void ShowPrintsSparksTable()
    {
        var output = new StringWriter();
        _session.Range(3).Show(2, output: output);
        Assert.Equal("+---+\n| id|\n+---+\n|  0|\n|  1|\n+---+\nonly showing top 2 rows\n", output.ToString());
        output = new StringWriter();
        _session.Range(1).Show(output: output);
        Assert.Equal("+---+\n| id|\n+---+\n|  0|\n+---+\n\n", output.ToString());
    }

    [Fact]
    public void ViewsAndSqlReadBoundedDataToo()
    {
        _session.CreateDataFrame([["a", 1], ["b", 2], ["a", 3]], "k STRING, v INT").CreateOrReplaceTempView("t");
        Assert.Equal(["[a,4]", "[b,2]"], _session.Sql("SELECT k, sum(v) AS s FROM t GROUP BY k ORDER BY k").Collect().Select(row => row.ToString()));
        Assert.Equal(3, _session.Table("t").Count());
    }

    [Fact]
    public void StreamsAreNotCollectedAndBoundedDataIsNotStarted()
    {
        var stream = _session.ReadStream().Format("rate").Load();
        Assert.True(stream.IsStreaming);
        Assert.Equal("Queries with streaming sources must be executed with writeStream.start();", Assert.Throws<StreamingException>(() => stream.Collect()).Message);
        Assert.Equal("WRITE_STREAM_NOT_ALLOWED", Assert.Throws<StreamingException>(() => _session.Range(1).WriteStream()).ErrorClass);
        var error = Assert.Throws<StreamingException>(() => stream.Select("value").Union(_session.Range(1)).WriteStream().Format("noop").Start());
        Assert.Equal("Union between streaming and batch DataFrames/Datasets is not supported", error.Message);
    }

    [Fact]
    public void RowsThatDoNotFitAreRefused()
    {
        Assert.Contains("2 columns (a, b)", Assert.Throws<StreamingException>(() => _session.CreateDataFrame([[1]], "a INT, b INT")).Message);
        Assert.Contains("non-nullable field: a", Assert.Throws<StreamingException>(() => _session.CreateDataFrame([[null]], "a INT NOT NULL")).Message);
    }

    [Fact]
    public void ErrorsOfExpressionsComeOutAsTheyAre() =>
        Assert.Equal("DIVIDE_BY_ZERO", Assert.Throws<StreamingException>(() => _session.Range(1).SelectExpr("1 / id").Collect()).ErrorClass);
}
