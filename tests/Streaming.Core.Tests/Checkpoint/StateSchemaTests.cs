namespace Streaming.Core.Tests;

/// <summary>The record of what a checkpoint's state holds, and how it is compared.</summary>
public sealed class StateSchemaTests
{
    private readonly InMemoryFileSystem _disk = new();

    private static StateMetadata One(string key, string value, string name = "default", string operatorName = "stateStoreSave", int id = 0) =>
        new([new StateMetadata.Operator(id, operatorName, 5, [new StateMetadata.Store(0, new StateStoreSchema(name, key, value))])]);

    private static string? ConditionOf(StateMetadata old, StateMetadata now, bool checksSchemas = true) => StateSchemaCheck.Find(old, now, checksSchemas)?.ErrorClass;

    [Fact]
    public void The_file_holds_all_of_it()
    {
        var metadata = new StateMetadata([
            new(0, "dedupe", 200, [new(0, new StateStoreSchema("keys", "k STRING NOT NULL,t TIMESTAMP", "")), new(3, new StateStoreSchema("times \"x\"", "long", "byte[]"))]),
            new(1, "symmetricHashJoin", 7, [])]);
        Assert.Null(StateMetadata.Read(_disk, "/c/state"));
        metadata.Write(_disk, "/c/state");
        var read = StateMetadata.Read(_disk, "/c/state")!;
        Assert.Equal(metadata.Text, read.Text);
        Assert.Equal("symmetricHashJoin", read.Operators[1].Name);
        Assert.Equal(200, read.Operators[0].Partitions);
        Assert.Equal(new StateStoreSchema("times \"x\"", "long", "byte[]"), read.Operators[0].Stores[1].Schema);
        Assert.Equal(3, read.Operators[0].Stores[1].Number);
        Assert.StartsWith("v1\n{\"operators\":[{\"operatorId\":0,", metadata.Text);
        Assert.Equal(["schema"], _disk.ListFiles("/c/state/_metadata"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v2\n{\"operators\":[]}")]
    [InlineData("v1\n{\"operators\":[{}]}")]
    [InlineData("v1\n{\"operators\":[{\"operatorId\":0,")]
    public void A_file_that_cannot_be_read_is_named(string content)
    {
        _disk.CreateFolder("/state/_metadata");
        DurableFile.Write(_disk, "/state/_metadata", "schema", System.Text.Encoding.UTF8.GetBytes(content), overwrite: true);
        var error = Assert.Throws<StreamingException>(() => StateMetadata.Read(_disk, "/state"));
        Assert.Equal("CANNOT_LOAD_STATE_STORE", error.ErrorClass);
        Assert.Contains(StateMetadata.PathIn("/state"), error.Message);
    }

    [Theory]
    [InlineData("k STRING", "name STRING", true)] // names do not count
    [InlineData("k STRING", "k INT", false)]
    [InlineData("a INT, b STRING", "x INT, y STRING", true)]
    [InlineData("a INT, b STRING", "b STRING, a INT", false)]
    [InlineData("a INT", "a INT, b INT", false)]
    [InlineData("a INT", "a INT NOT NULL", true)] // fewer nulls than there may be
    [InlineData("a INT NOT NULL", "a INT", false)]
    [InlineData("d DECIMAL(10,2)", "d DECIMAL(10,3)", false)]
    [InlineData("a ARRAY<STRUCT<x: INT>>", "b ARRAY<STRUCT<y: INT>>", true)]
    [InlineData("a ARRAY<STRUCT<x: INT>>", "b ARRAY<STRUCT<y: BIGINT>>", false)]
    [InlineData("m MAP<STRING, INT>", "n MAP<STRING, INT>", true)]
    [InlineData("m MAP<STRING, INT>", "n MAP<STRING, STRING>", false)]
    [InlineData("long", "long", true)]
    [InlineData("long", "int", false)]
    [InlineData("(long, int)", "(long, int)", true)]
    [InlineData("(long, int)", "(long, string)", false)]
    [InlineData("first(STRING), count(INT)", "first(STRING), count(INT)", true)]
    [InlineData("first(STRING)", "last(STRING)", false)]
    [InlineData("", "", true)]
    [InlineData("", "k INT", false)]
    public void Types_count_and_names_do_not(string old, string now, bool isCompatible)
    {
        Assert.Equal(isCompatible, ConditionOf(One(old, "v INT"), One(now, "v INT")) is null);
        Assert.Equal(isCompatible ? null : "STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE", ConditionOf(One(old, "v INT"), One(now, "v INT")));
        Assert.Equal(isCompatible ? null : "STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE", ConditionOf(One("k INT", old), One("k INT", now)));
        Assert.Null(ConditionOf(One(old, old), One(now, now), checksSchemas: false));
    }

    [Fact]
    public void The_error_names_both_versions_in_Sparks_words()
    {
        var error = StateSchemaCheck.Find(One("k STRING", "count BIGINT"), One("k STRING", "buf BINARY"), checksSchemas: true)!;
        Assert.Equal(
            "[STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE] Provided value schema does not match existing state value schema.\nPlease check number and type of fields.\n"
            + "Existing value_schema=StructType(StructField(count,LongType,true)) and new value_schema=StructType(StructField(buf,BinaryType,true)).\n"
            + "If you want to force running the query without schema validation, please set spark.sql.streaming.stateStore.stateSchemaCheck to false.\n"
            + "However, please note that running the query with incompatible schema could cause non-deterministic behavior. SQLSTATE: XXKST",
            error.Message);
        Assert.Equal("XXKST", error.SqlState);
        error = StateSchemaCheck.Find(One("a ARRAY<INT>,m MAP<STRING, DECIMAL(5,2)>,t TIMESTAMP NOT NULL,n TIMESTAMP_NTZ,d DATE", ""), One("string", ""), checksSchemas: true)!;
        Assert.Contains(
            "Existing key_schema=StructType(StructField(a,ArrayType(IntegerType,true),true),StructField(m,MapType(StringType,DecimalType(5,2),true),true),"
            + "StructField(t,TimestampType,false),StructField(n,TimestampNTZType,true),StructField(d,DateType,true)) and new key_schema=string.",
            error.Message);
    }

    [Fact]
    public void Operators_and_their_stores_must_be_the_same()
    {
        var error = StateSchemaCheck.Find(One("k INT", "v INT"), One("k INT", "v INT", operatorName: "dedupe"), checksSchemas: false)!;
        Assert.Equal("STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA", error.ErrorClass);
        Assert.Contains("Stateful operators in the metadata: [(OperatorId: 0 -> OperatorName: stateStoreSave)]; Stateful operators in current batch: [(OperatorId: 0 -> OperatorName: dedupe)].", error.Message);
        Assert.Equal("STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA", ConditionOf(One("k INT", "v INT"), new StateMetadata([])));
        Assert.Equal("STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA", ConditionOf(new StateMetadata([]), One("k INT", "v INT")));
        Assert.Equal("STATE_STORE_STORES_CHANGED", ConditionOf(One("k INT", "v INT", name: "a"), One("k INT", "v INT", name: "b")));
        var more = new StateMetadata([One("k INT", "v INT").Operators[0] with { Stores = [new(0, new("default", "k INT", "v INT")), new(1, new("more", "k INT", "v INT"))] }]);
        Assert.Null(ConditionOf(One("k INT", "v INT"), more));
        var merged = One("a INT", "b INT").With(more).Operators[0].Stores;
        Assert.Equal([new("default", "a INT", "b INT"), new("more", "k INT", "v INT")], merged.Select(store => store.Schema));
        error = StateSchemaCheck.Find(more, One("k INT", "v INT"), checksSchemas: false)!;
        Assert.Equal("STATE_STORE_STORES_CHANGED", error.ErrorClass);
        Assert.Contains("1: 'more'", error.Message);
    }
}
