using static Streaming.Functions;

namespace Streaming.Core.Tests.Files;

/// <summary>Bounded files: <c>session.Read()</c>.</summary>
public sealed class FileReadTests : IDisposable
{
    private readonly FileDrop _drop = new();
    private readonly StreamingSession _session = WordCountTests.NewSession(1);

    public void Dispose()
    {
        _session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _drop.Dispose();
    }

    [Fact]
    public void SchemasAreFoundInTheFiles()
    {
        _drop.Add("j/a.json", "{\"n\":1,\"s\":\"x\",\"d\":1.5,\"l\":[1,2],\"o\":{\"b\":true}}\n{\"n\":null,\"z\":\"late\"}\n{\"n\":2.5}\n");
        var json = _session.Read().Json(Path.Combine(_drop.Input, "j"));
        Assert.Equal("d DOUBLE,l ARRAY<BIGINT>,n DOUBLE,o STRUCT<b: BOOLEAN>,s STRING,z STRING", json.Schema.ToDdl());
        Assert.Equal(3, json.Count());

        _drop.Add("c/a.csv", "id,price,day,ok,name\n1,1.5,2024-01-02,true,x\n3000000000,2,2024-01-03,false,y\n");
        string csv = Path.Combine(_drop.Input, "c");
        Assert.Equal("_c0 STRING,_c1 STRING,_c2 STRING,_c3 STRING,_c4 STRING", _session.Read().Csv(csv).Schema.ToDdl());
        Assert.Equal("id STRING,price STRING,day STRING,ok STRING,name STRING", _session.Read().Option("header", true).Csv(csv).Schema.ToDdl());
        var typed = _session.Read().Option("header", true).Option("inferSchema", true).Csv(csv);
        Assert.Equal("id BIGINT,price DOUBLE,day DATE,ok BOOLEAN,name STRING", typed.Schema.ToDdl());
        Assert.Equal(["[x,3.0]"], typed.Filter("ok").Select(Col("name"), Col("price") * 2).Collect().Select(row => row.ToString()));
    }

    [Fact]
    public void SeveralPathsAndPatternsAreReadTogether()
    {
        string a = _drop.Add("a.txt", "1\n2\n");
        _drop.Add("b1.txt", "3\n");
        _drop.Add("b2.txt", "4\n");
        Assert.Equal(4, _session.Read().Text(a, Path.Combine(_drop.Input, "b*.txt")).Count());
        Assert.Equal("PATH_NOT_FOUND", Assert.Throws<StreamingException>(() => _session.Read().Text(Path.Combine(_drop.Input, "none"))).ErrorClass);
        Assert.Equal("UNABLE_TO_INFER_SCHEMA", Assert.Throws<StreamingException>(() => _session.Read().Option("pathGlobFilter", "*.json").Json(_drop.Input)).ErrorClass);
        Assert.Equal("DATA_SOURCE_NOT_FOUND", Assert.Throws<StreamingException>(() => _session.Read().Format("xls").Load(a)).ErrorClass);
        Assert.Contains("Option 'hedaer' is not known", Assert.Throws<StreamingException>(() => _session.Read().Option("hedaer", true).Schema("a INT").Csv(a).Collect()).Message);
    }

    [Fact]
    public void FolderColumnsComeLastWithTheNarrowestType()
    {
        _drop.Add("day=2024-01-02/n=1/a.csv", "x\n");
        _drop.Add("day=2024-01-03/n=2/b.csv", "y\n");
        _drop.Add("day=2024-01-03/n=__HIVE_DEFAULT_PARTITION__/c.csv", "z\n");
        var frame = _session.Read().Schema("v STRING").Csv(_drop.Input);
        Assert.Equal("v STRING,day DATE,n INT", frame.Schema.ToDdl());
        Assert.Equal(["[x,2024-01-02,1]", "[y,2024-01-03,2]", "[z,2024-01-03,null]"], frame.Sort("v").Collect().Select(row => row.ToString()));
        Assert.Equal(["[z]"], frame.Filter("n IS NULL").Select("v").Collect().Select(row => row.ToString()));
        var below = _session.Read().Schema("v STRING").Option("basePath", _drop.Input).Csv(Path.Combine(_drop.Input, "day=2024-01-02"));
        Assert.Equal("v STRING,day DATE,n INT", below.Schema.ToDdl());
        Assert.Equal("[x,2024-01-02,1]", below.First()!.ToString());
    }

    [Fact]
    public void TimesOfChangeSelectFiles()
    {
        _drop.Add("a", "1\n");
        _drop.Add("b", "2\n");
        Assert.Equal(["[2]"], _session.Read().Option("modifiedAfter", "2024-01-01T00:00:01").Text(_drop.Input).Collect().Select(row => row.ToString()));
        Assert.Equal(["[1]"], _session.Read().Option("modifiedBefore", "2024-01-01T00:00:02").Text(_drop.Input).Collect().Select(row => row.ToString()));
    }

    [Fact]
    public void LongLinesAndManyRowsCrossBuffers()
    {
        string line = new('x', 200_000);
        _drop.Add("a", string.Join("\r\n", Enumerable.Range(0, 5000).Select(i => i == 2500 ? line : $"{i}")) + "\r\n");
        var lines = _session.Read().Text(_drop.Input).Collect();
        Assert.Equal(5000, lines.Count);
        Assert.Equal(line, lines[2500].Get<string>(0));
        Assert.Equal("4999", lines[4999].Get<string>(0));
    }

    [Theory]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    public void LineEndsMayLieOnTheEdgeOfABuffer(int length)
    {
        _drop.Add("a", new string('x', length - 1) + "\r\nb\r");
        Assert.Equal([length - 1, 1], _session.Read().Text(_drop.Input).Collect().Select(row => row.Get<string>(0)!.Length));
        _drop.Add("a", new string('x', length - 1) + "<>b<>");
        Assert.Equal([length - 1, 1], _session.Read().Option("lineSep", "<>").Text(_drop.Input).Collect().Select(row => row.Get<string>(0)!.Length));
    }

    [Fact]
    public void OnlyTheColumnsThatAreUsedAreRead()
    {
        _drop.Add("a.csv", "1,bad\n2,3\n");
        var frame = _session.Read().Schema("a INT, b INT").Option("mode", "FAILFAST").Csv(_drop.Input);
        Assert.Equal(["[1]", "[2]"], frame.Select("a").Collect().Select(row => row.ToString()));
        Assert.Equal(2, frame.Count());
        Assert.Equal("FAILED_READ_FILE.NO_HINT", Assert.Throws<StreamingException>(() => frame.Collect()).ErrorClass);
    }

    [Fact]
    public void CorruptFilesFailUnlessThatIsAllowed()
    {
        _drop.Add("a.gz", "this is not packed");
        _drop.Add("b", "x\n");
        Assert.Equal("FAILED_READ_FILE.NO_HINT", Assert.Throws<StreamingException>(() => _session.Read().Text(_drop.Input).Collect()).ErrorClass);
        Assert.Equal(["[x]"], _session.Read().Option("ignoreCorruptFiles", true).Text(_drop.Input).Collect().Select(row => row.ToString()));
        _drop.Add("c.bz2", "x");
        Assert.Contains("not available here", Assert.Throws<StreamingException>(() => _session.Read().Text(Path.Combine(_drop.Input, "c.bz2")).Collect()).InnerException!.Message);
    }
}
