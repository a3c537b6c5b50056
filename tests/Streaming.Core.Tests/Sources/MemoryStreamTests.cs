namespace Streaming.Core.Tests;

public sealed class MemoryStreamTests
{
    [Fact]
    public void AnAdditionIsAnOffset()
    {
        var stream = new MemoryStream<string>();
        using var source = Make(stream);
        Assert.Null(source.LatestOffset(null, ReadLimit.SourceOptions));
        Assert.Equal(0, stream.AddData("a", "b"));
        Assert.Equal("0", source.LatestOffset(null, ReadLimit.SourceOptions));
        Assert.Equal("0", source.LatestOffset("0", ReadLimit.SourceOptions));
        Assert.Equal(1, stream.AddData(Enumerable.Repeat("c", 2)));
        Assert.Equal("1", source.LatestOffset("0", ReadLimit.SourceOptions));
        Assert.Equal(["a", "b"], SourceRun.Read(source, null, "0"));
        Assert.Equal(["c", "c"], SourceRun.Read(source, "0", "1"));
        Assert.Equal(["a", "b", "c", "c"], SourceRun.Read(source, null, "1"));
        Assert.Equal("MemoryStream[value]", source.Description);
        Assert.Equal("MemoryStream[_1,_2]", Make(new MemoryStream<(int, int)>()).Description);
    }

    [Fact]
    public void AnEmptyAdditionIsAnOffsetToo()
    {
        var stream = new MemoryStream<int>();
        using var source = Make(stream);
        stream.AddData();
        Assert.Equal("0", source.LatestOffset(null, ReadLimit.SourceOptions));
        Assert.Empty(SourceRun.Read(source, null, "0"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void LargeAdditionsComeInBatches(int partitions)
    {
        var stream = new MemoryStream<int>(partitions);
        using var source = Make(stream);
        stream.AddData(Enumerable.Range(0, 5000));
        stream.AddData();
        stream.AddData(Enumerable.Range(5000, 1));
        stream.AddData(Enumerable.Range(5001, 2048));
        var rows = SourceRun.ReadByWorker(source, null, "3", workers: 2);
        Assert.Equal(Enumerable.Range(0, 7049), rows.SelectMany(part => part).Order());
        if (partitions == 1)
        {
            Assert.Equal(Enumerable.Range(0, 7049), rows[0]);
        }
    }

    [Fact]
    public void ALaterRunReadsTheSameAgain()
    {
        var stream = new MemoryStream<int>();
        stream.AddData(1);
        stream.AddData(2);
        using (var source = Make(stream))
        {
            source.Commit("1");
        }

        using var again = Make(stream);
        Assert.Equal([2], SourceRun.Read(again, "0", "1"));
    }

    [Fact]
    public void CommittedAdditionsMayBeFreed()
    {
        var stream = new MemoryStream<int> { ReleaseCommitted = true };
        stream.AddData(1);
        stream.AddData(2);
        using var source = Make(stream);
        source.Commit("0");
        Assert.Equal([2], SourceRun.Read(source, "0", "1"));
        Assert.Equal("MEMORY_STREAM_RELEASED", Assert.Throws<StreamingException>(() => source.PlanSplits(null, "1")).ErrorClass);
    }

    [Fact]
    public void AMissingAdditionIsNamed()
    {
        using var source = Make(new MemoryStream<int>());
        Assert.Contains("Addition 4 of MemoryStream[value] does not exist", Assert.Throws<StreamingException>(() => source.PlanSplits(null, "4")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AvailableNowStopsAtItsStart()
    {
        var stream = new MemoryStream<int>();
        stream.AddData(1);
        using var source = Make(stream);
        source.PrepareForAvailableNow();
        stream.AddData(2);
        Assert.Equal("0", source.LatestOffset(null, ReadLimit.SourceOptions));
        Assert.Equal("0", source.LatestOffset("0", ReadLimit.SourceOptions));
    }

    [Fact]
    public void ThreadsMayAddAtOnce()
    {
        var stream = new MemoryStream<int>();
        Parallel.For(0, 200, i => stream.AddData(i, i));
        using var source = Make(stream);
        Assert.Equal("199", source.LatestOffset(null, ReadLimit.SourceOptions));
        var rows = SourceRun.Read(source, null, "199");
        Assert.All(rows.Chunk(2), pair => Assert.Equal(pair[0], pair[1]));
        Assert.Equal(Enumerable.Range(0, 200), rows.Distinct().Order());
    }

    [Fact]
    public void ReadingAllocatesNothingPerRow()
    {
        var stream = new MemoryStream<int>();
        stream.AddData(Enumerable.Range(0, 100_000));
        using var source = Make(stream);
        var splits = source.PlanSplits(null, "0");
        using var reader = source.CreateReader();
        Drain(reader, splits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Drain(reader, splits);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Drain(ISourceReader<int> reader, IReadOnlyList<SourceSplit> splits)
        {
            reader.BeginEpoch(0, splits);
            while (reader.Read(TimeSpan.Zero, out _, CancellationToken.None) == SourceReadStatus.Batch)
            {
            }
        }
    }

    private static IStreamSource<T> Make<T>(MemoryStream<T> stream) => stream.CreateSource(SourceRun.Context([]));
}
