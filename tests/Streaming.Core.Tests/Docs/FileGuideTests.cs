using Streaming.Core.Tests.Files;

namespace Streaming.Core.Tests.Docs;

/// <summary>The code of docs/guide/files.md.</summary>
public sealed class FileGuideTests : IDisposable
{
    private readonly StreamingSession _session = StreamingSession.Create("guide");
    private readonly FileDrop _drop = new();

    public void Dispose()
    {
        _session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _drop.Dispose();
    }

    [Fact]
    public void StreamsOfFiles()
    {
        var session = _session;
        string input = _drop.Input;
        string output = _drop.Output;
        string checkpoint = _drop.Checkpoint;
        _drop.Add("a.csv", "symbol,price,ts\nBTC,100.5,2024-01-31T12:00:00\n");

        var trades = session.ReadStream()
            .Schema("symbol STRING, price DOUBLE, ts TIMESTAMP")
            .Option("header", true)
            .Option("maxFilesPerTrigger", 100)
            .Csv(input);

        var query = trades.WriteStream()
            .Format("parquet")
            .PartitionBy("symbol")
            .Option("checkpointLocation", checkpoint)
            .Start(output);

        query.ProcessAllAvailable();
        Assert.Equal("[100.5,2024-01-31 12:00:00.0,BTC]", session.Read().Parquet(output).First()!.ToString());
    }

    [Fact]
    public void BoundedData()
    {
        var session = _session;
        string input = _drop.Input;
        string output = _drop.Output;
        _drop.Add("a.csv", "symbol,price\nBTC,200\nETH,10\nBTC,150\n");

        DataFrame coins = session.CreateDataFrame([["BTC", "Bitcoin"], ["ETH", "Ether"]], "symbol STRING, name STRING");
        DataFrame prices = session.Read().Option("header", true).Option("inferSchema", true).Csv(input);

        prices.GroupBy("symbol").Agg("max(price) AS high").Sort("symbol").Show();
        IReadOnlyList<Row> rows = prices.Filter("price > 100").Collect();
        long count = prices.Count();

        coins.Write().Mode(SaveMode.Overwrite).Json(output);

        Assert.Equal(2, rows.Count);
        Assert.Equal(3, count);
        Assert.Equal(2, session.Read().Json(output).Count());
    }

    [Fact]
    public void BatchesAsBoundedData()
    {
        var session = _session;
        string output = _drop.Output;
        string checkpoint = _drop.Checkpoint;
        _drop.Add("a.json", "{\"symbol\":\"BTC\"}\n");
        var trades = session.ReadStream().Schema("symbol STRING").Json(_drop.Input);

        var query = trades.WriteStream()
            .ForeachBatch((rows, batchId) => session.CreateDataFrame(rows, trades.Schema)
                .Write().Mode(SaveMode.Overwrite).Json(Path.Combine(output, $"batch={batchId}")))
            .Option("checkpointLocation", checkpoint)
            .Start();

        query.ProcessAllAvailable();
        Assert.Equal("[BTC,0]", session.Read().Json(output).First()!.ToString());
    }
}
