using static Streaming.Functions;

namespace Streaming.Core.Tests.DataFrames;

/// <summary>Functions that take C# functions over columns.</summary>
public sealed class LambdaFunctionTests : IDisposable
{
    private readonly StreamingSession _session = StreamingSession.Create("lambdas");

    public void Dispose() => _session.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Fact]
    public void LambdasSeeElementsColumnsAndOuterParameters()
    {
        var frame = _session.CreateDataFrame([[new[] { 3, 1, 2 }, 10]], "a ARRAY<INT>, n INT");
        var a = frame["a"];
        var row = frame.Select(
            Transform(a, x => x + Col("n")),
            Transform(a, (x, i) => x * 10 + i),
            Filter(a, x => x > 1),
            Exists(a, x => x == 2),
            ForAll(a, x => x > 1),
            Aggregate(a, 0, (sum, x) => sum + x, sum => sum * 2),
            ArraySort(a, (x, y) => y - x),
            ZipWith(a, CallFunction("array", 1, 2, 3, 4), (x, y) => Coalesce(x, 0) + y),
            Transform(a, x => Aggregate(a, 0, (sum, y) => sum + x * y))).Collect()[0];
        Assert.Equal("[[13, 11, 12],[30, 11, 22],[3, 2],true,false,12,[3, 2, 1],[4, 3, 5, 4],[18, 6, 12]]", row.ToString());
    }

    [Fact]
    public void MapsAreWalkedByKey()
    {
        var frame = _session.CreateDataFrame([[new Dictionary<object, object?> { ["a"] = 1, ["b"] = 2 }]], "m MAP<STRING,INT>");
        var m = frame["m"];
        var row = frame.Select(
            MapFilter(m, (k, v) => v > 1),
            TransformValues(m, (k, v) => Concat(k, v.Cast("string"))),
            TransformKeys(m, (k, v) => Upper(k)),
            MapZipWith(m, CallFunction("map", "b", 5, "c", 7), (k, left, right) => Coalesce(left, 0) + Coalesce(right, 0))).Collect()[0];
        Assert.Equal(["[[b,2]]", "[[a,a1],[b,b2]]", "[[A,1],[B,2]]", "[[a,1],[b,7],[c,7]]"], row.Schema.Fields.Select((_, i) => $"[{string.Join(',', ((Dictionary<object, object?>)row[i]!).Select(entry => $"[{entry.Key},{entry.Value}]"))}]"));
    }

    [Fact]
    public void FromJsonTakesASchemaAsJson()
    {
        var frame = _session.CreateDataFrame([["{\"a\":1,\"b\":[\"x\"]}"]], "j STRING");
        string schema = StructType.FromDdl("a INT, b ARRAY<STRING>").Json;
        Assert.Equal("[[1,[x]]]", frame.Select(FromJson(frame["j"], schema)).Collect()[0].ToString());
    }

    [Fact]
    public void EqualLambdasMakeEqualExpressions()
    {
        var frame = _session.CreateDataFrame([[new[] { 1, 2 }], [new[] { 1, 2 }]], "a ARRAY<INT>");
        Assert.Equal("[[2, 3],2]", frame.GroupBy(Transform(frame["a"], x => x + 1).As("k")).Count().Collect().Single().ToString());
    }
}
