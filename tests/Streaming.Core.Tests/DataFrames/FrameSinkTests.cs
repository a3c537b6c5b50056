using static Streaming.Functions;

namespace Streaming.Core.Tests.DataFrames;

/// <summary>Rows at the edges: console, memory, foreach, foreachBatch.</summary>
public sealed class FrameSinkTests
{
    [Fact]
    public void TheConsoleShowsTheColumnsEvenWithoutRows()
    {
        using var session = new FrameSession<(string?, decimal, byte[])>();
        using var output = new StringWriter { NewLine = "\n" };
        var query = session.Frame.ToDF("name", "price", "data").WithColumn("price", Col("price").Cast("decimal(5,1)")).Filter("name <> 'none'")
            .WriteStream().Console().Settings(output).Start();
        session.Source.Add(("ann", 1.5m, [1, 255]));
        query.ProcessAllAvailable();
        session.Source.Add(("none", 0, []));
        query.ProcessAllAvailable();
        Assert.Equal(
            """
            -------------------------------------------
            Batch: 0
            -------------------------------------------
            +----+-----+-------+
            |name|price|   data|
            +----+-----+-------+
            | ann|  1.5|[01 FF]|
            +----+-----+-------+

            -------------------------------------------
            Batch: 1
            -------------------------------------------
            +----+-----+----+
            |name|price|data|
            +----+-----+----+
            +----+-----+----+


            """.ReplaceLineEndings("\n"), output.ToString());
    }

    [Fact]
    public void MemoryAndForeachKeepRowsOfTheirOwn()
    {
        using var session = new FrameSession<(string, int)>();
        var batches = new List<(long Id, IReadOnlyList<Row> Rows)>();
        var seen = new List<Row>();
        var frame = session.Frame.ToDF("name", "n");
        StreamingQuery[] queries =
        [
            frame.WriteStream().Memory("rows").Start(),
            frame.WriteStream().ForeachBatch((rows, id) => batches.Add((id, rows))).Start(),
            frame.WriteStream().Foreach(() => new Keeper(seen)).Start(),
        ];
        session.Source.Add(("a", 1), ("b", 2));
        System.Array.ForEach(queries, query => query.ProcessAllAvailable());
        session.Source.Add(("c", 3));
        System.Array.ForEach(queries, query => query.ProcessAllAvailable());

        Assert.Equal(["[a,1]", "[b,2]", "[c,3]"], session.Session.MemoryTables.Get<Row>("rows").Rows.Select(row => row.ToString()));
        Assert.Equal([2, 1], batches.Select(batch => batch.Rows.Count));
        Assert.Equal(["[a,1]", "[b,2]", "[c,3]"], seen.Select(row => row.ToString()));
        var first = seen[0];
        Assert.Equal(("a", 1, 2), (first.Get<string>("name"), first.Get<int>(1), first.Count));
        Assert.Equal("FIELD_NOT_FOUND", Assert.Throws<StreamingException>(() => first["x"]).ErrorClass);
    }

    [Fact]
    public void SourcesWithoutTypesLoadAsDataFrames()
    {
        using var session = new FrameSession<int>();
        Assert.Equal("struct<timestamp:timestamp,value:bigint>", session.Session.ReadStream().Format("rate").Load().Schema.SimpleString);
        Assert.Equal("struct<value:string>", session.Session.ReadStream().Format("socket").Option("host", "localhost").Option("port", 9999).Load().Schema.SimpleString);
        Assert.Equal("struct<value:string,timestamp:timestamp>", session.Session.ReadStream().Format("socket").Option("host", "localhost").Option("port", 9999).Option("includeTimestamp", true).Load().Schema.SimpleString);
        Assert.Equal("UNSUPPORTED_SCHEMA", Assert.Throws<StreamingException>(() => session.Session.ReadStream().Format("rate").Schema("a INT").Load()).ErrorClass);
    }

    private sealed class Keeper(List<Row> rows) : IForeachWriter<Row>
    {
        public bool Open(long partitionId, long epochId) => true;

        public void Process(Row row) => rows.Add(row);

        public void Close(Exception? error)
        {
        }
    }
}
