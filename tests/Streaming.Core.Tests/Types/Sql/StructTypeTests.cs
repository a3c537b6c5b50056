using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming.Core.Tests;

/// <summary>Schemas from DDL, JSON, code and C# types, and as a tree.</summary>
public sealed class StructTypeTests
{
    private static readonly StructType Nested = new StructType()
        .Add("id", DataTypes.Long, nullable: false)
        .Add("tags", new ArrayType(DataTypes.String, containsNull: false))
        .Add("props", new MapType(DataTypes.String, new ArrayType(DataTypes.Integer)))
        .Add("at", new StructType().Add("x", DataTypes.Double).Add("price", new DecimalType(10, 2)));

    [Fact]
    public void Tree() => Assert.Equal(
        """
        root
         |-- id: long (nullable = false)
         |-- tags: array (nullable = true)
         |    |-- element: string (containsNull = false)
         |-- props: map (nullable = true)
         |    |-- key: string
         |    |-- value: array (valueContainsNull = true)
         |    |    |-- element: integer (containsNull = true)
         |-- at: struct (nullable = true)
         |    |-- x: double (nullable = true)
         |    |-- price: decimal(10,2) (nullable = true)

        """.ReplaceLineEndings("\n"),
        Nested.TreeString());

    [Fact]
    public void Printed_with_an_empty_line_behind()
    {
        var output = new StringWriter();
        StructType.Of<KafkaRecord>().PrintSchema(output);
        Assert.Equal(
            "root\n |-- key: binary (nullable = true)\n |-- value: binary (nullable = true)\n |-- topic: string (nullable = true)\n |-- partition: integer (nullable = true)\n"
            + " |-- offset: long (nullable = true)\n |-- timestamp: timestamp (nullable = true)\n |-- timestampType: integer (nullable = true)\n\n",
            output.ToString());
    }

    [Fact]
    public void Depth() => Assert.DoesNotContain("element", Nested.TreeString(depth: 1));

    [Fact]
    public void Ddl_both_ways()
    {
        var schema = StructType.FromDdl("name STRING, age INT NOT NULL COMMENT 'it\\'s years', `a b` array<struct<x:int,y: decimal(5,2) NOT NULL>>, d INTERVAL DAY TO SECOND");
        Assert.Equal("name STRING,age INT NOT NULL COMMENT 'it\\'s years',`a b` ARRAY<STRUCT<x: INT, y: DECIMAL(5,2) NOT NULL>>,d INTERVAL DAY TO SECOND", schema.ToDdl());
        Assert.Equal(schema, StructType.FromDdl(schema.ToDdl()));
        Assert.Equal("it's years", schema.Fields[1].Comment);
    }

    [Fact]
    public void Ddl_of_a_struct() => Assert.Equal(new StructType().Add("a", DataTypes.Integer), StructType.FromDdl("struct<a:int>"));

    [Fact]
    public void Json_both_ways()
    {
        var schema = StructType.FromDdl("id BIGINT NOT NULL COMMENT 'é', m MAP<STRING, ARRAY<INT>>, t TIMESTAMP_NTZ, d DECIMAL(10,2), i INTERVAL YEAR TO MONTH");
        Assert.Equal(
            """{"type":"struct","fields":[{"name":"id","type":"long","nullable":false,"metadata":{"comment":"é"}},{"name":"m","type":{"type":"map","keyType":"string","valueType":{"type":"array","elementType":"integer","containsNull":true},"valueContainsNull":true},"nullable":true,"metadata":{}},{"name":"t","type":"timestamp_ntz","nullable":true,"metadata":{}},{"name":"d","type":"decimal(10,2)","nullable":true,"metadata":{}},{"name":"i","type":"interval year to month","nullable":true,"metadata":{}}]}""",
            schema.Json);
        Assert.Equal(schema, DataType.FromJson(schema.Json));
        Assert.Equal(schema, StructType.Parse(schema.Json));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("\"integers\"")]
    [InlineData("{\"type\":\"array\",\"elementType\":\"integer\"}")]
    [InlineData("[1]")]
    public void Bad_json(string json) => Assert.Equal("INVALID_JSON_DATA_TYPE", Assert.Throws<StreamingException>(() => DataType.FromJson(json)).ErrorClass);

    [Theory]
    [InlineData("a", "PARSE_SYNTAX_ERROR")]
    [InlineData("a INT b STRING", "PARSE_SYNTAX_ERROR")]
    [InlineData("a foo", "UNSUPPORTED_DATATYPE")]
    [InlineData("a decimal(40,2)", "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION")]
    [InlineData("a decimal(2,4)", "DECIMAL_SCALE_EXCEEDS_PRECISION")]
    [InlineData("a array", "INCOMPLETE_TYPE_DEFINITION.ARRAY")]
    [InlineData("a varchar", "DATATYPE_MISSING_SIZE")]
    public void Bad_ddl(string ddl, string errorClass) => Assert.Equal(errorClass, Assert.Throws<StreamingException>(() => StructType.FromDdl(ddl)).ErrorClass);

    [Fact]
    public void Type_or_columns()
    {
        Assert.Equal(new ArrayType(DataTypes.Integer), DataType.Parse("array<int>"));
        Assert.Equal(new StructType().Add("a", DataTypes.Integer).Add("b", DataTypes.String), DataType.Parse("a INT, b STRING"));
    }

    [Fact]
    public void Of_a_record() => Assert.Equal(
        StructType.FromDdl("Name STRING, age INT NOT NULL, Score DOUBLE, Tags ARRAY<STRING>, At STRUCT<X: FLOAT NOT NULL>, Born DATE NOT NULL, Data BINARY").Add("Counts", new MapType(DataTypes.String, DataTypes.Long, valueContainsNull: false)),
        StructType.Of<Person>());

    [Fact]
    public void Of_tuples_and_values()
    {
        Assert.Equal(StructType.FromDdl("_1 INT NOT NULL, _2 STRING, _3 INT NOT NULL, _4 INT NOT NULL, _5 INT NOT NULL, _6 INT NOT NULL, _7 INT NOT NULL, _8 BOOLEAN NOT NULL"), StructType.Of<(int, string, int, int, int, int, int, bool)>());
        Assert.Equal(StructType.FromDdl("value BIGINT NOT NULL"), StructType.Of<long>());
        Assert.Equal(StructType.FromDdl("value STRING"), StructType.Of<string>());
        Assert.Equal(StructType.FromDdl("value INT"), StructType.Of<int?>());
    }

    [Fact]
    public void Of_what_no_type_stands_for()
    {
        Assert.Equal("ENCODER_NOT_FOUND", Assert.Throws<StreamingException>(StructType.Of<Chain>).ErrorClass);
        Assert.Equal("ENCODER_NOT_FOUND", Assert.Throws<StreamingException>(StructType.Of<Holder>).ErrorClass);
    }

    private sealed record Point(float X);

    private sealed record Person(string Name, [property: Column("age")] int Age, double? Score, string[] Tags, Point At, DateOnly Born, byte[] Data, Dictionary<string, long> Counts);

    private sealed record Chain(int Value, Chain? Next);

    private sealed record Holder(Stream Stream);
}
