using Streaming.Testing;
using static Streaming.Functions;

namespace Streaming.Core.Tests;

/// <summary>What may change between two runs on one checkpoint, with each backend; one test for each row of Spark's table.</summary>
public sealed class RestartChangeTests
{
    public static TheoryData<string> Backends => ["memory", "rocksdb"];

    private static TopologyTestDriver Start(string state, Func<StreamingSession, IQueryDefinition> query, params (string Name, string Value)[] settings)
    {
        var configuration = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        configuration["spark.sql.streaming.stateStore.providerClass"] = state;
        return new TopologyTestDriver(query, new() { Configuration = configuration });
    }

    private static DataStream<string> Lines(StreamingSession session, params (string Name, string Value)[] options) => session.Read("lines", options).Map(record => record.ValueText);

    private static DataFrame Frame(StreamingSession session) => Lines(session).ToDataFrame().SelectExpr("split(value, ' ')[0] AS k", "CAST(split(value, ' ')[1] AS INT) AS v");

    private static IQueryDefinition Complete(DataFrame frame) => frame.WriteStream().OutputMode(OutputMode.Update).Format("noop");

    /// <summary>Two batches, the query changed between them; what the second gives.</summary>
    private static string[] Changed<T>(string state, Func<StreamingSession, IQueryDefinition> before, Func<StreamingSession, IQueryDefinition> after, params string[][] lines)
    {
        using var driver = Start(state, before);
        driver.Text("lines").PipeValues(lines[0]);
        Assert.True(driver.RunBatch());
        driver.Restart(after);
        driver.Text("lines").PipeValues(lines[1]);
        Assert.True(driver.RunBatch());
        return [.. driver.Batches<T>()[^1].Rows.Select(row => $"{row}").Order(StringComparer.Ordinal)];
    }

    private static StreamingException Refused(string state, Func<StreamingSession, IQueryDefinition> before, Func<StreamingSession, IQueryDefinition> after)
    {
        using var driver = Start(state, before);
        driver.Text("lines").PipeValues("a 1", "b 2");
        Assert.True(driver.RunBatch());
        driver.Restart(after);
        driver.Text("lines").PipeValues("a 3");
        var error = Assert.Throws<StreamingQueryException>(() => driver.RunBatch());

        // As in Spark the batch is logged, and does not run; with the old query it does.
        driver.Restart(before);
        Assert.True(driver.RunBatch());
        Assert.Equal(1, driver.Progress[^1].BatchId);
        return Assert.IsType<StreamingException>(error.InnerException);
    }

    private static IQueryDefinition Count(StreamingSession session) => Lines(session).GroupBy(line => line.Split(' ')[0]).Count().WriteStream().OutputMode(OutputMode.Update).Format("noop");

    [Theory]
    [MemberData(nameof(Backends))]
    public void TheKeyOfADeduplicationMustStay(string state)
    {
        Assert.Equal(["[c,3]"], Changed<Row>(
            state, session => Frame(session).DropDuplicates("k").WriteStream().Format("noop"),
            session => Lines(session).ToDataFrame().SelectExpr("split(value, ' ')[0] AS name", "CAST(split(value, ' ')[1] AS BIGINT) AS v").DropDuplicates("name").WriteStream().Format("noop"),
            ["a 1", "b 2"], ["a 3", "c 3"]));
        var error = Refused(state, session => Frame(session).DropDuplicates("k", "v").WriteStream().Format("noop"), session => Frame(session).DropDuplicates("k").WriteStream().Format("noop"));
        Assert.Contains(
            "Existing key_schema=StructType(StructField(k,StringType,true),StructField(v,IntegerType,true)) and new key_schema=StructType(StructField(k,StringType,true)).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNumberOfSourcesMustStay()
    {
        using var driver = new TopologyTestDriver(Count);
        driver.Text("lines").PipeValues("a");
        driver.RunBatch();
        var error = Assert.Throws<StreamingException>(() => driver.Restart(session =>
            Lines(session).Union(session.Read("more").Map(record => record.ValueText)).GroupBy(line => line).Count().WriteStream().OutputMode(OutputMode.Update).Format("noop")));
        Assert.Equal("STREAMING_CHECKPOINT_SOURCES", error.ErrorClass);
    }

    [Fact]
    public void TheKindOfASourceMustStay()
    {
        using var driver = new TopologyTestDriver(Count);
        driver.Text("lines").PipeValues("a");
        driver.RunBatch();
        Assert.ThrowsAny<StreamingException>(() =>
        {
            driver.Restart(session => session.ReadStream().Format("rate-micro-batch").Option("rowsPerBatch", "10").Load<RateRow>().Map(row => $"{row.Value}").GroupBy(line => line).Count().WriteStream().OutputMode(OutputMode.Update).Format("noop"));
            driver.RunBatch();
        });
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void RateLimitsMayChange(string state)
    {
        using var driver = Start(state, session => Limited(session, "1"));
        driver.Text("lines").PipeValues("a", "a", "a", "a");
        driver.RunBatch();
        driver.Restart(session => Limited(session, "2"));
        driver.RunBatch();
        Assert.Equal([1L, 2], driver.Progress.Select(progress => progress.NumInputRows));
        Assert.Equal([("a", 3L)], driver.State<string, long>());

        static IQueryDefinition Limited(StreamingSession session, string limit) =>
            Lines(session, ("maxOffsetsPerTrigger", limit)).GroupBy(line => line).Count().WriteStream().OutputMode(OutputMode.Update).Format("noop");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void AnotherTopicOfTheSameNumberOfSourcesIsReadFromItsStart(string state)
    {
        using var driver = Start(state, Count);
        driver.Text("lines").PipeValues("a");
        driver.RunBatch();
        driver.Restart(session => session.Read("lines,other").Map(record => record.ValueText).GroupBy(line => line.Split(' ')[0]).Count().WriteStream().OutputMode(OutputMode.Update).Format("noop"));
        driver.Text("other").PipeValues("a", "b");
        driver.ProcessAll();
        Assert.Equal([("a", 2L), ("b", 1L)], driver.State<string, long>().Order());
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void TheSinkMayChange(string state)
    {
        Assert.Equal(["KeyCount { Key = a, Count = 2 }"], Changed<KeyCount<string>>(
            state, Count, session => Lines(session).GroupBy(line => line.Split(' ')[0]).Count().WriteStream().OutputMode(OutputMode.Update).ForeachBatch((_, _) => { }), ["a", "b"], ["a"]));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void FiltersAndProjectionsMayComeAndGo(string state)
    {
        Assert.Equal(["[a,5]"], Changed<Row>(
            state,
            session => Complete(Frame(session).GroupBy("k").Agg(Sum("v").As("s"))),
            session => Complete(Frame(session).Filter("v > 2").SelectExpr("k AS name", "v + 0 AS v").GroupBy("name").Agg(Sum("v").As("total")).Filter("total > 1")),
            ["a 1", "b 1"], ["a 4", "a 1"]));
        Assert.Equal(["KeyCount { Key = a, Count = 2 }"], Changed<KeyCount<string>>(
            state, Count, session => Lines(session).Filter(line => line.StartsWith('a')).GroupBy(line => line[..1]).Count().WriteStream().OutputMode(OutputMode.Update).Format("noop"), ["a", "b"], ["a", "b"]));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void GroupingKeysMustKeepTheirTypes(string state)
    {
        var error = Refused(state, session => Complete(Frame(session).GroupBy("k").Count()), session => Complete(Frame(session).GroupBy("v").Count()));
        Assert.Equal("STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE", error.ErrorClass);
        Assert.Contains("Existing key_schema=StructType(StructField(k,StringType,true)) and new key_schema=StructType(StructField(v,IntegerType,true)).", error.Message);
        error = Refused(state, session => Complete(Frame(session).GroupBy("k").Count()), session => Complete(Frame(session).GroupBy("k", "v").Count()));
        Assert.Equal("STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE", error.ErrorClass);
        error = Refused(state, Count, session => Lines(session).GroupBy(line => line.Length).Count().WriteStream().OutputMode(OutputMode.Update).Format("noop"));
        Assert.Equal("STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE", error.ErrorClass);
        Assert.Contains("Existing key_schema=string and new key_schema=int.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void AggregatesMustKeepTheTypesOfTheirParts(string state)
    {
        foreach (string other in (string[])["collect_list(v) AS c", "sum(CAST(v AS DOUBLE)) AS c", "avg(v) AS c", "first(v) AS c"])
        {
            var error = Refused(state, session => Complete(Frame(session).GroupBy("k").Agg("count(*) AS c")), session => Complete(Frame(session).GroupBy("k").Agg(other)));
            Assert.Equal("STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE", error.ErrorClass);
            Assert.Contains("Existing value_schema=StructType(StructField(count,LongType,true)) and new value_schema=", error.Message);
        }

        var typed = Refused(state, Count, session => Lines(session).Map(line => (line.Split(' ')[0], (double)line.Length)).ReduceByKey((x, y) => x + y).WriteStream().OutputMode(OutputMode.Update).Format("noop"));
        Assert.Contains("Existing value_schema=long and new value_schema=", typed.Message);
    }

    /// <summary>As Spark does it, however odd: only types are compared.</summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public void AnAggregateWithPartsOfTheSameTypesGoesOnFromTheOldValue(string state)
    {
        Assert.Equal(["[a,12]"], Changed<Row>(
            state, session => Complete(Frame(session).GroupBy("k").Agg("count(*) AS c")), session => Complete(Frame(session).GroupBy("k").Agg("sum(v) AS c")), ["a 1", "a 5"], ["a 10"]));
        Assert.Equal(["[a,11]"], Changed<Row>(
            state, session => Complete(Frame(session).GroupBy("k").Agg("max(v) AS c")), session => Complete(Frame(session).GroupBy("k").Agg("min(v) AS c")), ["a 11", "a 5"], ["a 12"]));
        Assert.Equal(["[a,7.0]"], Changed<Row>(
            state, session => Complete(Frame(session).GroupBy("k").Agg("sum(CAST(v AS DOUBLE)) AS s", "count(v) AS n")), session => Complete(Frame(session).GroupBy("k").Agg("avg(v) AS c")),
            ["a 1", "a 5"], ["a 15"]));
        Assert.Equal(["[a,3]"], Changed<Row>(
            state, session => Complete(Frame(session).GroupBy("k").Agg("sum(v) AS c")), session => Complete(Frame(session).GroupBy("k").Agg("count(*) AS c")), ["a 1", "a 1"], ["a 10"]));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void TheCheckCanBeSwitchedOff(string state)
    {
        using var driver = Start(state, session => Complete(Frame(session).GroupBy("k").Count()), ("spark.sql.streaming.stateStore.stateSchemaCheck", "false"));
        driver.Text("lines").PipeValues("a 1");
        driver.RunBatch();
        driver.Restart(session => Complete(Frame(session).SelectExpr("CAST(k AS BINARY) AS k").GroupBy("k").Count()));
        driver.Text("lines").PipeValues("a 1");
        driver.RunBatch();
        Assert.Equal(2L, driver.Batches<Row>()[^1].Rows.Single()[1]);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void OperatorsWithStateMustStay(string state)
    {
        var error = Refused(state, Count, session => Lines(session).WriteStream().Format("noop"));
        Assert.Equal("STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA", error.ErrorClass);
        Assert.Contains("[(OperatorId: 0 -> OperatorName: stateStoreSave)]; Stateful operators in current batch: [].", error.Message);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void TheBodyOfAFunctionMayChange(string state)
    {
        Assert.Equal(["(a, 3)"], Changed<(string, int)>(state, session => Reduce(session, (x, y) => x + y), session => Reduce(session, Math.Max), ["a 1", "a 2"], ["a 2"]));

        static IQueryDefinition Reduce(StreamingSession session, Func<int, int, int> reduce) => Lines(session)
            .Map(line => (line.Split(' ')[0], int.Parse(line.Split(' ')[1]))).ReduceByKey(reduce).WriteStream().OutputMode(OutputMode.Update).Format("noop");
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void PartitionsAndProviderAndPolicyOfTheFirstRunStay(string state)
    {
        var disk = new InMemoryFileSystem();
        foreach (int partitions in (int[])[3, 7])
        {
            using var driver = new TopologyTestDriver(Count, new()
            {
                FileSystem = disk,
                Configuration = new Dictionary<string, string>
                {
                    ["spark.sql.shuffle.partitions"] = $"{partitions}",
                    ["spark.sql.streaming.stateStore.providerClass"] = partitions == 3 ? state : "memory",
                    ["spark.sql.streaming.multipleWatermarkPolicy"] = partitions == 3 ? "max" : "min",
                },
            });
            driver.Text("lines").PipeValues("a", "b", "c", "d");
            driver.Text("lines").PipeValues(partitions == 3 ? [] : ["a", "a"]);
            driver.RunBatch();
            Assert.Equal(3, driver.Progress[^1].StateOperators[0].NumShufflePartitions);
        }

        string log = System.Text.Encoding.UTF8.GetString(DurableFile.Read(disk, "/checkpoint/offsets/1"));
        Assert.Contains("\"spark.sql.shuffle.partitions\":\"3\"", log);
        Assert.Contains("\"spark.sql.streaming.multipleWatermarkPolicy\":\"max\"", log);
        Assert.Contains(state == "rocksdb" ? "RocksDBStateStoreProvider" : "HDFSBackedStateStoreProvider", log);
    }
}
