namespace Streaming.Core.Tests;

/// <summary>Rows: getters, equality, text.</summary>
public sealed class RowTests
{
    private static readonly StructType Schema = StructType.FromDdl("name STRING, n INT, xs ARRAY<INT>, at STRUCT<x: DOUBLE>, t TIMESTAMP");

    [Fact]
    public void Getters()
    {
        var row = Make("a", 1);
        Assert.Equal("a", row.Get<string>("name"));
        Assert.Equal(1, row.Get<int>(1));
        Assert.Equal(0.5, row.Get<Row>("at")!.Get<double>("x"));
        Assert.Equal(1, row["n"]);
        Assert.Equal(5, row.Count);
    }

    [Fact]
    public void Null()
    {
        var row = Make(null, null);
        Assert.True(row.IsNull("name"));
        Assert.Null(row.Get<string>("name"));
        Assert.Null(row.Get<int?>("n"));
        Assert.Equal("ROW_VALUE_IS_NULL", Assert.Throws<StreamingException>(() => row.Get<int>("n")).ErrorClass);
    }

    [Fact]
    public void Wrong_name_and_type()
    {
        Assert.Contains("`name`, `n`", Assert.Throws<StreamingException>(() => Make("a", 1).Get<int>("m")).Message);
        Assert.Contains("Int32", Assert.Throws<StreamingException>(() => Make("a", 1).Get<long>("n")).Message);
        Assert.Throws<ArgumentException>(() => new Row(Schema, 1, 2));
    }

    [Fact]
    public void Equality()
    {
        Assert.Equal(Make("a", 1), Make("a", 1));
        Assert.Equal(Make("a", 1).GetHashCode(), Make("a", 1).GetHashCode());
        Assert.NotEqual(Make("a", 1), Make("a", 2));
        Assert.NotEqual(Make("a", 1), Make(null, 1));
    }

    [Fact]
    public void Maps_are_equal_in_any_order()
    {
        var schema = new StructType().Add("m", new MapType(DataTypes.String, DataTypes.Integer));
        var left = new Row(schema, new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 });
        var right = new Row(schema, new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 });
        Assert.Equal(left, right);
        Assert.Equal("[{a -> 1, b -> 2}]", left.ToString());
    }

    [Fact]
    public void Text()
    {
        Assert.Equal("[a,1,[1, 2],[0.5],2024-02-29 10:11:12.5]", Make("a", 1).ToString());
        Assert.Equal("[null,null,[1, 2],[0.5],2024-02-29 10:11:12.5]", Make(null, null).ToString());
    }

    private static Row Make(string? name, int? n) =>
        new(Schema, name, n, new[] { 1, 2 }, new Row((StructType)Schema.Fields[3].Type, 0.5), new DateTimeOffset(2024, 2, 29, 10, 11, 12, 500, TimeSpan.Zero));
}
