using System.Runtime.CompilerServices;

namespace Streaming.Core.Tests.Files;

public sealed class ParquetTests : IDisposable
{
    private const string AllTypes = "b BOOLEAN, t TINYINT, s SMALLINT, i INT, l BIGINT, f FLOAT, d DOUBLE, st STRING, bin BINARY, dt DATE, ts TIMESTAMP, ntz TIMESTAMP_NTZ, dec DECIMAL(3,2), big DECIMAL(38,2), "
        + "a ARRAY<INT>, m MAP<STRING, INT>, o STRUCT<x: INT, y: STRING>, aa ARRAY<ARRAY<INT>>, ao ARRAY<STRUCT<p: INT>>, iv INTERVAL DAY TO HOUR";

    // What Spark wrote into the files of spark-parquet.
    private static readonly string[] s_rows =
    [
        "[false,-1,-2,-3,-4,NaN,Infinity,,[],0001-01-01,1960-01-01 00:00:00.0,9999-12-31T23:59:59.999999,-0.50,-1.00,[],{},[null,null],[null, [null]],[null, [null]],INTERVAL '-0 01' DAY TO HOUR]",
        "[null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null]",
        "[true,1,2,3,4,1.5,2.5,é,[0, 255],2024-01-02,2024-01-02 03:04:05.123456,2024-01-02T03:04:05.123456,1.25,12345678901234567890.12,[1, null, 2],{k -> 1, j -> null},[1,z],[[1], []],[[1]],INTERVAL '1 00' DAY TO HOUR]",
    ];

    private readonly FileDrop _drop = new();
    private readonly StreamingSession _session = WordCountTests.NewSession(1);

    public void Dispose()
    {
        _session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _drop.Dispose();
    }

    [Fact]
    public void WhatSparkWroteIsRead()
    {
        var frame = _session.Read().Parquet(Path.Combine(Path.GetDirectoryName(Here())!, "spark-parquet"));
        Assert.Equal(StructType.FromDdl(AllTypes).ToDdl(), frame.Schema.ToDdl());
        var rows = Texts(frame);
        Assert.Equal(3, rows.Count);
        Assert.Equal(s_rows, rows);
        foreach (int column in Enumerable.Range(0, frame.Columns.Count))
        {
            // Each column alone, as a query that uses only that one reads it.
            Assert.Equal(
                frame.Collect().Select(row => row[column]?.ToString()),
                frame.Select(frame.Columns[column]).Collect().Select(row => row[0]?.ToString()));
        }
    }

    [Theory]
    [InlineData("snappy")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("none")]
    public void AllTypesComeBackAsTheyWere(string codec)
    {
        var before = _session.Read().Parquet(Path.Combine(Path.GetDirectoryName(Here())!, "spark-parquet"));
        before.Write().Option("compression", codec).Parquet(_drop.Output);
        string extension = codec switch { "none" => "", "gzip" => ".gz", _ => "." + codec };
        Assert.EndsWith($"-c000{extension}.parquet", Assert.Single(Directory.GetFiles(_drop.Output, "part-*")));
        var after = _session.Read().Parquet(_drop.Output);
        Assert.Equal(before.Schema.ToDdl(), after.Schema.ToDdl());
        Assert.Equal(Texts(before), Texts(after));
        Assert.Equal(before.Collect(), after.Collect());
    }

    [Fact]
    public void StreamsGoThroughParquet()
    {
        var source = new ListSource<(int Id, string Name)>();
        source.Add((1, "a"), (2, "b"));
        var writer = _session.ReadStream().From(source).ToDataFrame().ToDF("id", "name").WriteStream().Format("parquet").Option("checkpointLocation", _drop.Checkpoint).Start(_drop.Output);
        writer.ProcessAllAvailable();
        using var reader = new FileQuery(new FileDrop(), session => session.ReadStream().Schema("id INT, name STRING").Parquet(_drop.Output));
        reader.Start().Process();
        source.Add((3, "c"));
        writer.ProcessAllAvailable();
        reader.Process();
        Assert.Equal([["[1,a]", "[2,b]"], ["[3,c]"]], reader.Batches);
        Assert.Throws<StreamingException>(() => _session.ReadStream().Parquet(_drop.Output));
    }

    [Fact]
    public void LargeFilesHaveSeveralRowGroups()
    {
        _session.Range(300_000).SelectExpr("id", "CAST(id AS STRING) AS s", "array(id, id + 1) AS l").Write().Parquet(_drop.Output);
        var frame = _session.Read().Parquet(_drop.Output);
        Assert.Equal(300_000, frame.Count());
        Assert.Equal("[44999850000,44999850000,299999]", frame.SelectExpr("sum(id)", "sum(CAST(s AS BIGINT))", "max(l[0])").Collect()[0].ToString());
    }

    [Fact]
    public void SchemasMayDiffer()
    {
        _session.CreateDataFrame([[1, "x"]], "a INT, b STRING").Write().Parquet(_drop.Output);
        Assert.Equal("[1,null]", _session.Read().Schema("a BIGINT, c STRING").Parquet(_drop.Output).First()!.ToString());
        var error = Assert.Throws<StreamingException>(() => _session.Read().Schema("b INT").Parquet(_drop.Output).Collect());
        Assert.Equal("FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH", (error.InnerException as StreamingException ?? error).ErrorClass);
        _session.CreateDataFrame([[2, 1.5]], "a INT, d DOUBLE").Write().Mode(SaveMode.Append).Parquet(_drop.Output);
        var merged = _session.Read().Option("mergeSchema", true).Parquet(_drop.Output);
        Assert.Equal(new HashSet<string> { "a", "b", "d" }, merged.Columns.ToHashSet());
        Assert.Equal(["[1,x,null]", "[2,null,1.5]"], merged.Select("a", "b", "d").Sort("a").Collect().Select(row => row.ToString()));
    }

    [Fact]
    public void WhatParquetCannotHoldIsRefused()
    {
        var error = Assert.Throws<StreamingException>(() => _session.Range(1).SelectExpr("NULL AS n").Write().Parquet(_drop.Output));
        Assert.Equal("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", error.ErrorClass);
        Assert.Contains("The codec nope is not available", Assert.Throws<StreamingException>(() => _session.Range(1).Write().Option("compression", "nope").Parquet(_drop.Output)).Message);
        _drop.Add("a.parquet", "this is no parquet file");
        Assert.Equal("FAILED_READ_FILE.NO_HINT", Assert.Throws<StreamingException>(() => _session.Read().Schema("a INT").Parquet(_drop.Input).Collect()).ErrorClass);
    }

    private static List<string> Texts(DataFrame frame) => [.. frame.Collect().Select(row => row.ToString()).Order(StringComparer.Ordinal)];

    private static string Here([CallerFilePath] string path = "") => path;
}
