namespace Streaming.Core.Tests.DataFrames;

/// <summary>DataFrames that a test fills.</summary>
public sealed class RowMemoryStreamTests
{
    [Fact]
    public async Task AdditionsAreBatchesWithTheColumnsOfTheSchema()
    {
        await using var session = WordCountTests.NewSession(1);
        var people = session.MemoryStream("name STRING, age INT");
        var query = people.ToDataFrame().Filter("age >= 18 OR age IS NULL").WriteStream().Memory("adults").Start();
        Assert.Equal(0, people.AddRows(["Ada", 36], ["Bob", 7], ["Eve", null]));
        query.ProcessAllAvailable();
        Assert.Equal(1, people.AddData(new Row(people.Schema, "Tom", 18)));
        Assert.Equal(2, people.AddRows());
        query.ProcessAllAvailable();

        Assert.Equal(["[Ada,36]", "[Eve,null]", "[Tom,18]"], session.MemoryTables.Get<Row>("adults").Rows.Select(row => row.ToString()));
        Assert.Equal("MemoryStream[name,age]", query.LastProgress!.Sources[0].Description);
        Assert.Equal("2", query.LastProgress.Sources[0].EndOffset);
    }

    [Fact]
    public async Task RowsAreDealtOutToPartitions()
    {
        await using var session = WordCountTests.NewSession(2);
        var numbers = session.MemoryStream(new StructType().Add("n", DataTypes.Integer), partitions: 2);
        var query = numbers.ToDataFrame().WriteStream().Memory("numbers").Start();
        numbers.AddRows([1], [2], [3]);
        query.ProcessAllAvailable();
        Assert.Equal([1, 2, 3], session.MemoryTables.Get<Row>("numbers").Rows.Select(row => row.Get<int>(0)).Order());
    }

    [Fact]
    public async Task ARowMustHaveAValueForEachColumn()
    {
        await using var session = WordCountTests.NewSession(1);
        Assert.Throws<ArgumentException>(() => session.MemoryStream("a INT, b INT").AddRows([1]));
    }
}
