namespace Streaming.Core.Tests.Files;

/// <summary>Bounded data written at once: <c>frame.Write()</c>.</summary>
public sealed class BatchWriteTests : IDisposable
{
    private readonly FileDrop _drop = new();
    private readonly StreamingSession _session = WordCountTests.NewSession(1);

    public void Dispose()
    {
        _session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _drop.Dispose();
    }

    [Fact]
    public void ModesSayWhatHappensToWhatIsThere()
    {
        _session.Range(3).Write().Json(_drop.Output);
        Assert.True(File.Exists(Path.Combine(_drop.Output, "_SUCCESS")));
        Assert.Equal("PATH_ALREADY_EXISTS", Assert.Throws<StreamingException>(() => _session.Range(1).Write().Json(_drop.Output)).ErrorClass);
        _session.Range(1).Write().Mode("ignore").Json(_drop.Output);
        Assert.Equal(3, Read());
        _session.Range(2).Write().Mode(SaveMode.Append).Json(_drop.Output);
        Assert.Equal(5, Read());
        _session.Range(4).Write().Mode(SaveMode.Overwrite).Json(_drop.Output);
        Assert.Equal(4, Read());
        Assert.Single(Directory.GetFiles(_drop.Output, "part-*"));
        Assert.Contains("\"twice\" is invalid", Assert.Throws<StreamingException>(() => _session.Range(1).Write().Mode("twice")).Message);

        // A folder may be replaced by what is computed from it.
        _session.Read().Schema("id BIGINT").Json(_drop.Output).Filter("id > 1").Write().Mode(SaveMode.Overwrite).Json(_drop.Output);
        Assert.Equal(2, Read());
    }

    [Fact]
    public void FoldersOfColumnsAreReadBack()
    {
        _session.CreateDataFrame([[1, "x"], [2, "y"], [3, null]], "n INT, k STRING").Write().Option("header", true).PartitionBy("k").Csv(_drop.Output);
        var read = _session.Read().Option("header", true).Option("inferSchema", true).Csv(_drop.Output);
        Assert.Equal("n INT,k STRING", read.Schema.ToDdl());
        Assert.Equal(["[1,x]", "[2,y]", "[3,null]"], read.Sort("n").Collect().Select(row => row.ToString()));
    }

    [Fact]
    public void AFailureLeavesWhatWasThere()
    {
        _session.Range(3).Write().Json(_drop.Output);
        Assert.Equal("DIVIDE_BY_ZERO", Assert.Throws<StreamingException>(() => _session.Range(3).SelectExpr("1 / (id - 2) AS id").Write().Mode(SaveMode.Overwrite).Json(_drop.Output)).ErrorClass);
        Assert.Equal(3, Read());
        Assert.Single(Directory.GetFiles(_drop.Output, "part-*"));
    }

    [Fact]
    public void OtherSinksTakeBoundedDataToo()
    {
        _session.Range(2).Write().Format("noop").Save();
        var stream = _session.ReadStream().Format("rate").Load();
        Assert.Equal("CALL_ON_STREAMING_DATASET_UNSUPPORTED", Assert.Throws<StreamingException>(() => stream.Write()).ErrorClass);
    }

    private long Read() => _session.Read().Schema("id BIGINT").Json(_drop.Output).Count();
}
