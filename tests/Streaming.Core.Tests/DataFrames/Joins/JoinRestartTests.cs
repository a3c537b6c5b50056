namespace Streaming.Core.Tests.DataFrames;

/// <summary>What may change about a join between two runs on one checkpoint.</summary>
public sealed class JoinRestartTests : IDisposable
{
    private readonly string _checkpoint = Directory.CreateTempSubdirectory("streaming-test").FullName;
    private readonly ListSource<JoinRow> _left = new(2);
    private readonly ListSource<JoinRow> _right = new(2);
    private readonly CollectSink _sink = new();

    public void Dispose() => Directory.Delete(_checkpoint, recursive: true);

    [Fact]
    public async Task FiltersAndNamesMayChange()
    {
        await Run((l, r) => JoinRun.Of(l, r, "left_outer", delay: "10 seconds"), [JoinRow.At(1, 10, "a"), JoinRow.At(2, 10, "b")], []);
        await Run(
            (l, r) => l.WithColumnRenamed("Text", "Name").WithWatermark("Time", "10 seconds").Alias("l").Join(r.Filter("Text <> 'no'").WithWatermark("Time", "10 seconds").Alias("r"), JoinRun.Range, "left_outer")
                .SelectExpr("l.Key", "double(l.Time)", "l.Name", "r.Key", "double(r.Time)", "r.Text"),
            [], [JoinRow.At(1, 11, "yes"), JoinRow.At(2, 11, "no")]);
        Assert.Equal(["[1,10.0,a,1,11.0,yes]"], _sink.Rows<Row>().Select(row => row.ToString()));
    }

    [Theory]
    [InlineData("inner", JoinRun.Range, "STATE_STORE_STORES_CHANGED")]
    [InlineData("left_outer", "string(l.Key) = string(r.Key) AND r.Time >= l.Time AND r.Time <= l.Time + INTERVAL 5 SECONDS", "STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE")]
    public async Task TypeAndKeyMayNot(string type, string condition, string errorClass)
    {
        await Run((l, r) => JoinRun.Of(l, r, "left_outer", delay: "10 seconds"), [JoinRow.At(1, 10, "a")], [JoinRow.At(3, 10, "b")]);
        var error = await Assert.ThrowsAnyAsync<StreamingException>(() => Run((l, r) => JoinRun.Of(l, r, type, condition, "10 seconds"), [JoinRow.At(1, 11, "b")], []));
        Assert.Equal(errorClass, (error is StreamingQueryException { Cause: StreamingException cause } ? cause : error).ErrorClass);
    }

    private async Task Run(Func<DataFrame, DataFrame, DataFrame> build, JoinRow[] left, JoinRow[] right)
    {
        await using var session = new EngineVariant(2, 7, true).NewSession();
        var query = build(session.ReadStream().From(_left).ToDataFrame(), session.ReadStream().From(_right).ToDataFrame())
            .WriteStream().OutputMode(OutputMode.Append).Option("checkpointLocation", _checkpoint).To(_sink).Start();
        _left.Add(left);
        _right.Add(right);
        query.ProcessAllAvailable();
    }
}
