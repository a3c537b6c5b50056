namespace Streaming.Core.Tests;

public sealed class ProgressJsonTests
{
    private static readonly StreamingQueryProgress Full = new()
    {
        Id = Guid.Parse("ec00797c-3f3b-48e1-bf8d-07ed13e05cf4"),
        RunId = Guid.Parse("387E1716-5C8E-4B03-8723-1A4680FCEAAD"),
        Name = "my \"query\"\n/ü",
        Timestamp = new DateTimeOffset(2026, 11, 21, 14, 4, 24, 428, TimeSpan.FromHours(1)),
        BatchId = 7,
        BatchDuration = 509,
        NumInputRows = 3,
        InputRowsPerSecond = 20_000_000.25,
        ProcessedRowsPerSecond = 0.05,
        DurationMs = new Dictionary<string, long> { ["walCommit"] = 2, ["addBatch"] = 1 },
        EventTime = new EventTimeProgress { Watermark = DateTimeOffset.UnixEpoch, Maximum = DateTimeOffset.FromUnixTimeMilliseconds(1), Minimum = DateTimeOffset.UnixEpoch, Average = DateTimeOffset.UnixEpoch },
        StateOperators =
        [
            new StateOperatorProgress
            {
                OperatorName = "stateStoreSave", NumRowsTotal = 1, NumRowsUpdated = 2, AllUpdatesTimeMs = 3, NumRowsRemoved = 4, AllRemovalsTimeMs = 5, CommitTimeMs = 6,
                MemoryUsedBytes = 7, NumRowsDroppedByWatermark = 8, NumShufflePartitions = 9, NumStateStoreInstances = 10,
                CustomMetrics = new Dictionary<string, long> { ["b"] = 2, ["a"] = 1, ["Z"] = -1 },
            },
        ],
        Sources =
        [
            new SourceProgress
            {
                Description = "KafkaV2[Subscribe[t]]", StartOffset = null, EndOffset = "{ \"t\" : {\"0\": 2, \"1\":1} }", LatestOffset = "not json", NumInputRows = 3,
                InputRowsPerSecond = double.PositiveInfinity, ProcessedRowsPerSecond = null, Metrics = new Dictionary<string, string> { ["b"] = "1", ["a"] = "0.0" },
            },
        ],
        Sink = new SinkProgress { Description = "MemorySink", Metrics = new Dictionary<string, string> { ["m"] = "1" } },
        ObservedMetrics = new Dictionary<string, string> { ["o"] = "{\"z\": 1, \"a\": null, \"list\": [1, 2]}" },
    };

    [Fact]
    public void WritesEveryFieldInOrder() => Assert.Equal(
        "{\"id\":\"ec00797c-3f3b-48e1-bf8d-07ed13e05cf4\",\"runId\":\"387e1716-5c8e-4b03-8723-1a4680fceaad\",\"name\":\"my \\\"query\\\"\\n/ü\",\"timestamp\":\"2026-11-21T13:04:24.428Z\","
        + "\"batchId\":7,\"batchDuration\":509,\"numInputRows\":3,\"inputRowsPerSecond\":20000000.3,\"processedRowsPerSecond\":0.1,\"durationMs\":{\"addBatch\":1,\"walCommit\":2},"
        + "\"eventTime\":{\"avg\":\"1970-01-01T00:00:00.000Z\",\"max\":\"1970-01-01T00:00:00.001Z\",\"min\":\"1970-01-01T00:00:00.000Z\",\"watermark\":\"1970-01-01T00:00:00.000Z\"},"
        + "\"stateOperators\":[{\"operatorName\":\"stateStoreSave\",\"numRowsTotal\":1,\"numRowsUpdated\":2,\"allUpdatesTimeMs\":3,\"numRowsRemoved\":4,\"allRemovalsTimeMs\":5,\"commitTimeMs\":6,"
        + "\"memoryUsedBytes\":7,\"numRowsDroppedByWatermark\":8,\"numShufflePartitions\":9,\"numStateStoreInstances\":10,\"customMetrics\":{\"Z\":-1,\"a\":1,\"b\":2}}],"
        + "\"sources\":[{\"description\":\"KafkaV2[Subscribe[t]]\",\"startOffset\":null,\"endOffset\":{\"t\":{\"0\":2,\"1\":1}},\"latestOffset\":\"not json\",\"numInputRows\":3,\"metrics\":{\"a\":\"0.0\",\"b\":\"1\"}}],"
        + "\"sink\":{\"description\":\"MemorySink\",\"numOutputRows\":-1,\"metrics\":{\"m\":\"1\"}},\"observedMetrics\":{\"o\":{\"z\":1,\"a\":null,\"list\":[1,2]}}}",
        Full.Json);

    [Fact]
    public void LeavesOutWhatIsEmptyButNotTheLists()
    {
        var progress = new StreamingQueryProgress { Id = Guid.Empty, RunId = Guid.Empty, Timestamp = DateTimeOffset.UnixEpoch, BatchId = 0, InputRowsPerSecond = double.NaN, EventTime = new EventTimeProgress(), Sink = new SinkProgress { Description = "s", NumOutputRows = 0 } };
        Assert.Equal(
            "{\"id\":\"00000000-0000-0000-0000-000000000000\",\"runId\":\"00000000-0000-0000-0000-000000000000\",\"name\":null,\"timestamp\":\"1970-01-01T00:00:00.000Z\",\"batchId\":0,\"batchDuration\":0,"
            + "\"numInputRows\":0,\"stateOperators\":[],\"sources\":[],\"sink\":{\"description\":\"s\",\"numOutputRows\":0}}",
            progress.Json);
    }

    [Fact]
    public void PrettyFormIsThatOfSpark()
    {
        var progress = Full with
        {
            Name = null,
            StateOperators = [],
            EventTime = null,
            Sources = [Full.Sources[0] with { Metrics = new Dictionary<string, string>(), EndOffset = "[1,{}]" }, new SourceProgress { Description = "b" }],
            ObservedMetrics = new Dictionary<string, string>(),
            Sink = new SinkProgress { Description = "MemorySink" },
        };
        Assert.Equal(
            """
            {
              "id" : "ec00797c-3f3b-48e1-bf8d-07ed13e05cf4",
              "runId" : "387e1716-5c8e-4b03-8723-1a4680fceaad",
              "name" : null,
              "timestamp" : "2026-11-21T13:04:24.428Z",
              "batchId" : 7,
              "batchDuration" : 509,
              "numInputRows" : 3,
              "inputRowsPerSecond" : 20000000.3,
              "processedRowsPerSecond" : 0.1,
              "durationMs" : {
                "addBatch" : 1,
                "walCommit" : 2
              },
              "stateOperators" : [ ],
              "sources" : [ {
                "description" : "KafkaV2[Subscribe[t]]",
                "startOffset" : null,
                "endOffset" : [ 1, { } ],
                "latestOffset" : "not json",
                "numInputRows" : 3
              }, {
                "description" : "b",
                "startOffset" : null,
                "endOffset" : null,
                "latestOffset" : null,
                "numInputRows" : 0
              } ],
              "sink" : {
                "description" : "MemorySink",
                "numOutputRows" : -1
              }
            }
            """.ReplaceLineEndings("\n"),
            progress.PrettyJson);
        Assert.Equal(progress.PrettyJson, progress.ToString());
        Assert.Equal(progress.Json, StreamingQueryProgress.FromJson(progress.PrettyJson).Json);
    }

    [Theory]
    [InlineData("progress", 14)]
    [InlineData("kafka", 2)]
    public void RecordedProgressIsReadAndWrittenUnchanged(string group, int count)
    {
        var recordings = RecordedCases.All(RecordedCases.Group(group), "progress").ToList();
        Assert.Equal(count, recordings.Count);
        foreach (var recorded in recordings)
        {
            string text = RecordedCases.Compact(recorded);
            var progress = StreamingQueryProgress.FromJson(text);
            Assert.Equal(text, progress.Json);
            Assert.Equal(recorded.GetProperty("numInputRows").GetInt64(), progress.Sources.Sum(source => source.NumInputRows));
        }
    }

    [Fact]
    public void RecordedStatusIsWrittenUnchanged()
    {
        foreach (var recorded in RecordedCases.All(RecordedCases.Group("progress"), "statusAtEnd"))
        {
            var status = new StreamingQueryStatus(recorded.GetProperty("message").GetString()!, recorded.GetProperty("isDataAvailable").GetBoolean(), recorded.GetProperty("isTriggerActive").GetBoolean());
            Assert.Equal(RecordedCases.Compact(recorded), status.Json);
        }
    }

    [Fact]
    public void EventTimesComeFromMilliseconds()
    {
        var times = EventTimeProgress.Of(40_000, (1_000, long.MaxValue, 1_500.9));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(40_000), times.Watermark);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_000), times.Minimum);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_500), times.Average);
        Assert.Equal(9999, times.Maximum!.Value.Year);
        Assert.Contains("\"eventTime\":{\"watermark\":\"1970-01-01T00:00:40.000Z\"}", (Full with { EventTime = EventTimeProgress.Of(40_000, null) }).Json);
    }

    [Fact]
    public void StatusIsWrittenAsInSpark()
    {
        var status = new StreamingQueryStatus("Waiting for data to arrive", false, true);
        Assert.Equal("{\"message\":\"Waiting for data to arrive\",\"isDataAvailable\":false,\"isTriggerActive\":true}", status.Json);
        Assert.Equal("{\n  \"message\" : \"Waiting for data to arrive\",\n  \"isDataAvailable\" : false,\n  \"isTriggerActive\" : true\n}", status.ToString());
    }

    [Fact]
    public void ReadsBackWhatItWrote()
    {
        var back = StreamingQueryProgress.FromJson(Full.Json);
        Assert.Equal(Full.Json, back.Json);
        Assert.Equal(Full.Id, back.Id);
        Assert.Equal(Full.RunId, back.RunId);
        Assert.Equal(Full.Name, back.Name);
        Assert.Equal(Full.Timestamp, back.Timestamp);
        Assert.Equal(20_000_000.3, back.InputRowsPerSecond);
        Assert.Null(back.Sources[0].InputRowsPerSecond);
        Assert.Equal("{\"t\":{\"0\":2,\"1\":1}}", back.Sources[0].EndOffset);
        Assert.Null(back.Sources[0].StartOffset);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1), back.EventTime!.Maximum);
        Assert.Equal(-1, back.StateOperators[0].CustomMetrics["Z"]);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "'progress'")]
    [InlineData("{}", "'progress.id' is missing")]
    [InlineData("{\"id\":5}", "'progress.id' is 5; expected is a string")]
    [InlineData("{\"id\":\"x\"}", "'progress.id' is \"x\"; expected is a UUID")]
    public void BadTextsAreNamed(string json, string expected)
    {
        var error = Assert.Throws<StreamingException>(() => StreamingQueryProgress.FromJson(json));
        Assert.Equal("INVALID_PROGRESS_JSON", error.ErrorClass);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void ErrorsNameTheNestedField()
    {
        string json = Full.Json.Replace("\"numRowsTotal\":1", "\"numRowsTotal\":\"x\"");
        Assert.Contains("'progress.stateOperators[0].numRowsTotal' is \"x\"", Assert.Throws<StreamingException>(() => StreamingQueryProgress.FromJson(json)).Message);
    }
}
