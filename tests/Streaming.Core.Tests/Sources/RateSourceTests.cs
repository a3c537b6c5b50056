using Microsoft.Extensions.Time.Testing;

namespace Streaming.Core.Tests;

public sealed class RateSourceTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10, "4s", new long[] { 0, 2, 6, 12, 20, 30, 40 })]
    [InlineData(5, "2", new long[] { 0, 1, 3, 8, 13 })]
    [InlineData(3, "0s", new long[] { 0, 3, 6, 9 })]
    public void RowsAfterEachSecond(int rowsPerSecond, string rampUpTime, long[] expected)
    {
        using var source = Make([("rowsPerSecond", $"{rowsPerSecond}"), ("rampUpTime", rampUpTime)], new FakeTimeProvider(Start));
        for (int second = 0; second < expected.Length; second++)
        {
            Assert.Equal(expected[second], SourceRun.Read(source, null, $"{second}").Count);
        }
    }

    [Fact]
    public void RowsAreSpreadEvenlyOverTheTime()
    {
        var time = new FakeTimeProvider(Start);
        using var source = Make([("rowsPerSecond", "4")], time);
        Assert.Equal("0", source.LatestOffset(null, ReadLimit.SourceOptions));
        Assert.Empty(source.PlanSplits(null, "0"));
        time.Advance(TimeSpan.FromMilliseconds(1500));
        Assert.Equal("1", source.LatestOffset("0", ReadLimit.SourceOptions));
        Assert.Equal(
            [new(Start, 0), new(Start.AddMilliseconds(250), 1), new(Start.AddMilliseconds(500), 2), new(Start.AddMilliseconds(750), 3)],
            SourceRun.Read(source, "0", "1"));
        Assert.Equal(new RateRow(Start.AddMilliseconds(1000), 4), SourceRun.Read(source, "1", "3")[0]);
    }

    [Fact]
    public void PartitionsShareTheRows()
    {
        using var source = Make([("rowsPerSecond", "3000"), ("numPartitions", "3")], new FakeTimeProvider(Start), workers: 2);
        var rows = SourceRun.ReadByWorker(source, null, "2", workers: 2);
        Assert.Equal(4000, rows[0].Count);
        Assert.Equal(2000, rows[1].Count);
        Assert.Equal(Enumerable.Range(0, 6000).Select(i => (long)i), rows.SelectMany(part => part).Select(row => row.Value).Order());
        Assert.Equal("RateStreamV2[rowsPerSecond=3000, rampUpTimeSeconds=0, numPartitions=3]", source.Description);
    }

    [Fact]
    public void ARestartGoesOnWithTheFirstStart()
    {
        var files = new FilesInMemory();
        var time = new FakeTimeProvider(Start);
        List<RateRow> before;
        using (var source = Make([("rowsPerSecond", "2")], time, files))
        {
            time.Advance(TimeSpan.FromSeconds(3));
            Assert.Equal("3", source.LatestOffset(null, ReadLimit.SourceOptions));
            before = SourceRun.Read(source, "1", "3");
        }

        Assert.Equal($"v1\n{Start.ToUnixTimeMilliseconds()}", files.Text(Path.Combine("/checkpoint/sources/0", "0")));
        time.Advance(TimeSpan.FromSeconds(10));
        using var again = Make([("rowsPerSecond", "2")], time, files);
        Assert.Equal("13", again.LatestOffset("3", ReadLimit.SourceOptions));
        Assert.Equal(before, SourceRun.Read(again, "1", "3"));
    }

    [Fact]
    public void AClockSetBackTakesNothingAway()
    {
        var time = new FakeTimeProvider(Start) { AutoAdvanceAmount = TimeSpan.Zero };
        using var source = Make([], time);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("5", source.LatestOffset(null, ReadLimit.SourceOptions));
        Assert.Equal("9", source.LatestOffset("9", ReadLimit.SourceOptions));
    }

    [Fact]
    public void AvailableNowStopsAtItsStart()
    {
        var time = new FakeTimeProvider(Start);
        using var source = Make([], time);
        time.Advance(TimeSpan.FromSeconds(2));
        source.PrepareForAvailableNow();
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("2", source.LatestOffset(null, ReadLimit.SourceOptions));
    }

    [Fact]
    public void BadOptionsHaveSparksTexts()
    {
        Assert.Equal(RecordedCases.Error("source_sink", "SRC-14"), Error(("rowsPerSecond", "-1")));
        Assert.Equal("Invalid value '0'. The option 'numPartitions' must be positive", Error(("numPartitions", "0")));
        Assert.Equal("Invalid value '-3s'. The option 'rampUpTime' must be non-negative", Error(("rampUpTime", "-3s")));
        Assert.Equal("Option 'rowsPerSecond' has the value 'many'; allowed is an integer.", Error(("rowsPerSecond", "many")));
        Assert.Contains("'soon'", Error(("rampUpTime", "soon")), StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedStartFileIsNamed()
    {
        var files = new FilesInMemory();
        files.Put(Path.Combine("/checkpoint/sources/0", "0"), "v2\nx");
        var error = Assert.Throws<StreamingException>(() => Make([], new FakeTimeProvider(Start), files));
        Assert.Contains("holds 'v2\nx'. The checkpoint belongs to a query with another source", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AForeignOffsetIsNamed()
    {
        using var source = Make([], new FakeTimeProvider(Start));
        Assert.Contains("'{\"a\":1}'", Assert.Throws<StreamingException>(() => source.LatestOffset("{\"a\":1}", ReadLimit.SourceOptions)).Message, StringComparison.Ordinal);
    }

    private static string Error((string, string) option) =>
        Assert.Throws<StreamingException>(() => Make([option], new FakeTimeProvider(Start))).Message;

    private static IStreamSource<RateRow> Make((string, string)[] options, TimeProvider time, IFileSystem? files = null, int workers = 1) =>
        new RateSourceProvider().CreateSource(SourceRun.Context(options, time, files, workers));
}
