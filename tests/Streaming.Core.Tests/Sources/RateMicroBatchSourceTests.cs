using System.Text.Json;

namespace Streaming.Core.Tests;

public sealed class RateMicroBatchSourceTests
{
    [Fact]
    public void BatchesAreTheRecordedOnes()
    {
        var recorded = RecordedCases.Case("source_sink", "SRC-11");
        var options = recorded.GetProperty("sources").GetProperty("r").GetProperty("options").EnumerateObject()
            .Select(option => (option.Name, option.Value.GetString()!)).ToArray();
        string? start = null;
        foreach (var step in recorded.GetProperty("steps").EnumerateArray())
        {
            // A new source for each batch: a restart in the middle must not show.
            using var source = Make(options);
            var batch = step.GetProperty("expect").GetProperty("batches")[0];
            string end = source.LatestOffset(start, ReadLimit.SourceOptions)!;
            Assert.Equal(batch.GetProperty("sources")[0].GetProperty("start").GetString(), start ?? "null");
            Assert.Equal(batch.GetProperty("sources")[0].GetProperty("end").GetString(), end);
            Assert.Equal(
                batch.GetProperty("rows").EnumerateArray().Select(Row).Order(),
                SourceRun.Read(source, start, end).Select(row => $"{row.Timestamp.UtcDateTime:O} {row.Value}").Order());
            source.Commit(end);
            start = end;
        }

        static string Row(JsonElement row) => $"{row[0].GetDateTimeOffset().UtcDateTime:O} {row[1].GetInt64()}";
    }

    [Fact]
    public void DescriptionIsSparks()
    {
        using var source = Make([("rowsPerBatch", "2"), ("numPartitions", "2")]);
        Assert.Equal("RatePerMicroBatchStream[rowsPerBatch=2, numPartitions=2, startTimestamp=0, advanceMsPerBatch=1000]", source.Description);
    }

    [Fact]
    public void PartitionsShareTheRows()
    {
        using var source = Make([("rowsPerBatch", "5000"), ("numPartitions", "4")]);
        string end = source.LatestOffset(null, ReadLimit.SourceOptions)!;
        var rows = SourceRun.ReadByWorker(source, null, end, workers: 2);
        Assert.Equal((2500, 2500), (rows[0].Count, rows[1].Count));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), rows.SelectMany(part => part).Select(row => row.Value).Order());
    }

    [Fact]
    public void AvailableNowIsOneBatch()
    {
        using var source = Make([("rowsPerBatch", "2")]);
        source.PrepareForAvailableNow();
        string end = source.LatestOffset(null, ReadLimit.SourceOptions)!;
        Assert.Equal(end, source.LatestOffset(end, ReadLimit.SourceOptions));
    }

    [Fact]
    public void BadOptionsHaveSparksTexts()
    {
        Assert.Equal(RecordedCases.Error("source_sink", "SRC-12"), Assert.Throws<StreamingException>(() => Make([])).Message);
        Assert.Equal("Invalid value '-1'. The option 'startTimestamp' must be non-negative", Assert.Throws<StreamingException>(() => Make([("rowsPerBatch", "1"), ("startTimestamp", "-1")])).Message);
    }

    private static IStreamSource<RateRow> Make((string, string)[] options) => new RateMicroBatchSourceProvider().CreateSource(SourceRun.Context(options));
}
