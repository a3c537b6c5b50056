using static Streaming.Functions;

namespace Streaming.Core.Tests;

/// <summary>The state of a checkpoint, read from outside.</summary>
public sealed class StateReaderTests : IDisposable
{
    private readonly string _checkpoint = Directory.CreateTempSubdirectory("streaming-test").FullName;

    public void Dispose() => Directory.Delete(_checkpoint, recursive: true);

    private async Task RunAsync<T>(string state, Func<DataStream<string>, DataStreamWriter<T>> build, string[] batches, Func<StreamingSession, Task>? whileItRuns = null, int retain = 100)
    {
        await using var session = WordCountTests.NewSession(2);
        session.Configuration.Set("spark.sql.streaming.stateStore.providerClass", state);
        session.Configuration.Set("spark.sql.streaming.minBatchesToRetain", $"{retain}");
        session.Configuration.Set("spark.sql.streaming.stateStore.minDeltasForSnapshot", "3");
        var source = new ListSource<string>(2);
        var query = build(session.ReadStream().From(source)).OutputMode(OutputMode.Update).Option("checkpointLocation", _checkpoint).Format("noop").Start();
        foreach (string batch in batches)
        {
            source.Add(batch.Split(' '));
            query.ProcessAllAvailable();
        }

        if (whileItRuns is not null)
        {
            await whileItRuns(session);
        }
    }

    private static DataStreamWriter<KeyCount<string>> Count(DataStream<string> words) => words.GroupBy(word => word).Count().WriteStream();

    private static string Text(IEnumerable<StateEntry> entries) =>
        string.Join(' ', entries.Select(entry => $"{entry.ReadKey<string>()}={entry.ReadValue<long>()}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("memory")]
    [InlineData("rocksdb")]
    public async Task EveryKeptBatchCanBeReadWhileTheQueryRunsAndAfter(string state)
    {
        await RunAsync(state, Count, ["a b a", "b c", "c", "d", "d"], session =>
        {
            Check(session);
            return Task.CompletedTask;
        });
        Check(null);

        void Check(StreamingSession? session)
        {
            var reader = StateReader.Open(_checkpoint);
            var item = Assert.Single(reader.Operators);
            Assert.Equal((0, "stateStoreSave", 5), (item.OperatorId, item.OperatorName, item.NumPartitions));
            Assert.Equal(new StateStoreInfo("default", "string", "long"), Assert.Single(item.Stores));
            Assert.Equal((0L, 4L), (reader.MinBatchId, reader.MaxBatchId));
            Assert.Equal("a=2 b=2 c=2 d=2", Text(reader.Read()));
            string[] states = ["a=2 b=1", "a=2 b=2 c=1", "a=2 b=2 c=2", "a=2 b=2 c=2 d=1", "a=2 b=2 c=2 d=2"];
            for (int batch = 0; batch < states.Length; batch++)
            {
                Assert.Equal(states[batch], Text(reader.Read(new() { BatchId = batch })));
            }

            var parts = Enumerable.Range(0, 5).Select(partition => reader.Read(new() { Partition = partition }).ToList()).ToList();
            Assert.Equal(4, parts.Sum(part => part.Count));
            Assert.All(parts.SelectMany((part, number) => part.Select(entry => (entry, number))), pair => Assert.Equal(pair.number, pair.entry.Partition));
            var changes = reader.Difference(0, 2).OrderBy(change => (change.After ?? change.Before)!.ReadKey<string>()).ToList();
            Assert.Equal(["update", "insert"], changes.Select(change => change.Kind));
            Assert.Equal((1L, 2L), (changes[0].Before!.ReadValue<long>(), changes[0].After!.ReadValue<long>()));
            Assert.Equal(["delete", "update"], reader.Difference(2, 0).Select(change => change.Kind).Order());
            Assert.Empty(reader.Difference(3, 3));
            if (session is null)
            {
                return;
            }

            var rows = session.Read().Format("statestore").Load(_checkpoint);
            Assert.Equal("key STRUCT<value: STRING>,value STRUCT<value: BIGINT>,partition_id INT NOT NULL", rows.Schema.ToDdl());
            Assert.Equal(["[a,2]", "[b,2]", "[c,2]", "[d,2]"], rows.Select("key.value", "value.value").Collect().Select(row => $"{row}").Order());
            Assert.Equal(["[insert,c]", "[update,b]"], session.Read().Format("statestore").Option("batchId", 1).Option("differenceFromBatchId", 0).Load(_checkpoint)
                .Select("change_type", "key.value").Collect().Select(row => $"{row}").Order());
            Assert.Equal(["[0,stateStoreSave,default,5,0,4,string,long]"], session.Read().Format("state-metadata").Load(_checkpoint).Collect().Select(row => $"{row}"));
        }
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("rocksdb")]
    public async Task PurgedBatchesCannotBeRead(string state)
    {
        await RunAsync(state, Count, [.. Enumerable.Range(0, 40).Select(i => $"a w{i}")], retain: 2);
        var reader = StateReader.Open(_checkpoint);
        long oldest = reader.MinBatchId!.Value;
        Assert.InRange(oldest, 1, 37);
        Assert.Equal(39, reader.MaxBatchId);
        for (long batch = oldest; batch <= 39; batch++)
        {
            Assert.Equal(batch + 2, reader.Read(new() { BatchId = batch }).Count());
        }

        foreach (long batch in (long[])[oldest - 1, 40])
        {
            var error = Assert.Throws<StreamingException>(() => reader.Read(new() { BatchId = batch }));
            Assert.Equal("STDS_COMMITTED_BATCH_UNAVAILABLE", error.ErrorClass);
            Assert.Contains($"{oldest} to 39", error.Message);
        }
    }

    [Fact]
    public async Task ColumnsOfDataFramesAreShown()
    {
        await RunAsync(
            "rocksdb",
            words => words.ToDataFrame().SelectExpr("substring(value, 1, 1) AS k", "try_cast(substring(value, 2) AS INT) AS v").GroupBy("k")
                .Agg(Functions.Count("*").As("n"), Sum("v").As("s"), Avg("v").As("a"), Max("k").As("m"), Min("v").As("x")).WriteStream(),
            ["a1 a4 b", "b7"],
            session =>
            {
                var rows = session.Read().Format("statestore").Load(_checkpoint);
                Assert.Equal(
                    "key STRUCT<k: STRING>,value STRUCT<count: BIGINT, sum: BIGINT, sum: DOUBLE, count: BIGINT, max: STRING, min: INT>,partition_id INT NOT NULL", rows.Schema.ToDdl());
                Assert.Equal(["[[a],[2,5,5.0,2,a,1]]", "[[b],[2,7,7.0,1,b,7]]"], rows.Select("key", "value").Collect().Select(row => $"{row}").Order());
                return Task.CompletedTask;
            });
    }

    [Fact]
    public async Task WhatOnlyTheProgramCanReadIsBytes()
    {
        await RunAsync(
            "memory", words => words.Map(word => (word, word.Length)).GroupBy(pair => pair).Count().WriteStream(), ["a bb"],
            session =>
            {
                var rows = session.Read().Format("statestore").Load(_checkpoint);
                Assert.Equal("key BINARY,value STRUCT<value: BIGINT>,partition_id INT NOT NULL", rows.Schema.ToDdl());
                Assert.Equal(["(a, 1)", "(bb, 2)"], StateReader.Open(_checkpoint).Read().Select(entry => $"{entry.ReadKey<(string, int)>()}").Order());
                return Task.CompletedTask;
            });
    }

    [Fact]
    public async Task WrongQuestionsAreAnswered()
    {
        var error = Assert.Throws<StreamingException>(() => StateReader.Open(_checkpoint));
        Assert.Equal("STDS_FAILED_TO_READ_OPERATOR_METADATA", error.ErrorClass);
        Assert.Contains(_checkpoint, error.Message);
        await RunAsync("memory", Count, ["a"], session =>
        {
            var reader = StateReader.Open(_checkpoint);
            error = Assert.Throws<StreamingException>(() => reader.Read(new() { OperatorId = 3 }));
            Assert.Contains("0 (stateStoreSave), not 3", error.Message);
            error = Assert.Throws<StreamingException>(() => reader.Read(new() { StoreName = "x" }));
            Assert.Contains("'default', not 'x'", error.Message);
            error = Assert.Throws<StreamingException>(() => reader.Read(new() { BatchId = -1 }));
            Assert.Equal("STDS_INVALID_OPTION_VALUE.IS_NEGATIVE", error.ErrorClass);
            error = Assert.Throws<StreamingException>(() => session.Read().Format("statestore").Load());
            Assert.Equal("STDS_REQUIRED_OPTION_UNSPECIFIED", error.ErrorClass);
            error = Assert.Throws<StreamingException>(() => session.Read().Format("statestore").Option("batch", 1).Load(_checkpoint));
            Assert.Contains("'batch'", error.Message);
            error = Assert.Throws<StreamingException>(() => session.Read().Format("statestore").Option("batchId", "x").Load(_checkpoint));
            Assert.Contains("batchId", error.Message);
            return Task.CompletedTask;
        });
        Directory.Delete(Path.Combine(_checkpoint, "commits"), recursive: true);
        error = Assert.Throws<StreamingException>(() => StateReader.Open(_checkpoint).Read());
        Assert.Equal("STDS_COMMITTED_BATCH_UNAVAILABLE", error.ErrorClass);
    }
}
