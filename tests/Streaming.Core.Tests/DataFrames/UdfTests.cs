using static Streaming.Functions;

namespace Streaming.Core.Tests.DataFrames;

/// <summary>Functions of the user: types from C#, NULLs, names in SQL, errors.</summary>
public sealed class UdfTests
{
    public sealed record Person(string? Name, int Age, double? Score);

    public sealed record Full(int? I, decimal D, DateTimeOffset T, DateOnly Day, string[] Tags, Dictionary<string, int> Counts, byte[]? Data);

    private static readonly Person[] People = [new("ann", 31, 1.5), new("bob", 17, null), new(null, 50, -2)];

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task AFunctionOverColumns(EngineVariant variant)
    {
        var shout = Udf((string? name) => name?.ToUpperInvariant() + "!");
        var add = Udf((int a, long b) => a + b, new UdfOptions { Name = "add" });
        var batches = await FrameRun.BatchesAsync(variant, people => people.Filter(Col("age") > 17).Select(shout(Col("name")), add(Col("age"), 1L)), OutputMode.Append, People, [new Person("cid", 20, 0)]);
        Assert.Equal(["[!,51]", "[ANN!,32]"], batches[0]);
        Assert.Equal(["[CID!,21]"], batches[1]);
    }

    [Fact]
    public async Task NullForAParameterWithoutNullIsNullWithoutACall()
    {
        int calls = 0;
        var rows = await FrameRun.RowsAsync(
            people =>
            {
                people.Session.Udf.Register("Twice", (double x) =>
                {
                    calls++;
                    return 2 * x;
                });
                people.Session.Udf.Register("orZero", (double? x) => x ?? 0);
                return people.SelectExpr("twice(score) AS t", "orzero(score) AS z");
            },
            People);
        Assert.Equal(["[-4.0,-2.0]", "[3.0,1.5]", "[null,0.0]"], rows);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task TypesOfCSharp()
    {
        var value = new Full(null, 12345678901234.5m, new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero), new DateOnly(2024, 2, 29), ["b", "a"], new() { ["x"] = 3 }, [1, 2]);
        var rows = await FrameRun.RowsAsync(
            frame => frame.Select(
                Udf((int? i) => i is null)(Col("I")),
                Udf((decimal d) => d / 2)(Col("D")),
                Udf((DateTimeOffset t) => t.AddHours(1))(Col("T")),
                Udf((DateOnly day) => day.AddDays(1))(Col("Day")),
                Udf((string[] tags) => tags.Order().ToArray())(Col("Tags")),
                Udf((IReadOnlyDictionary<string, int> counts) => counts["x"])(Col("Counts")),
                Udf((byte[] data) => data.Reverse().ToArray())(Col("Data")),
                Udf((Row row) => (int)row[0]! + 1)(CallFunction("struct", 4)),
                Udf((object any) => $"{any}")(Col("Day")),
                Udf(() => (byte)7)()),
            value);
        Assert.Equal(["[true,6172839450617.250000000000000000,2024-02-29 13:00:00.0,2024-03-01,[a, b],3,[2, 1],5,02/29/2024,7]"], rows);
    }

    [Fact]
    public void SchemaAndNames()
    {
        using var people = new FrameSession<Person>();
        people.Session.Udf.Register("len", (string s) => s.Length);
        var frame = people.Frame.Select(Expr("len(name)"), Udf((int x) => x)(Col("age")), Udf((int x) => $"{x}", new UdfOptions { Name = "show" })(Col("age")));
        Assert.Equal(["len(name)", "UDF(age)", "show(age)"], frame.Columns);
        Assert.Equal([false, false, true], frame.Schema.Fields.Select(field => field.Nullable));
        Assert.Equal("struct<len(name):int,UDF(age):int,show(age):string>", frame.Schema.SimpleString);
    }

    [Fact]
    public void ArgumentsAreConvertedOrRefused()
    {
        using var people = new FrameSession<Person>();
        people.Session.Udf.Register("half", (double x) => x / 2);
        Assert.Equal("half(age)", people.Frame.SelectExpr("half(age)").Columns[0]);
        Assert.Equal("half(name)", people.Frame.SelectExpr("half(name)").Columns[0]);
        var wrong = Assert.Throws<StreamingException>(() => people.Frame.SelectExpr("half(array(age))"));
        Assert.Equal(
            "[DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE] Cannot resolve \"half(array(age))\" due to data type mismatch: The first parameter requires the \"DOUBLE\" type, however \"array(age)\" has the type \"ARRAY<INT>\". SQLSTATE: 42K09",
            wrong.Message);
        Assert.Equal("WRONG_NUM_ARGS.WITHOUT_SUGGESTION", Assert.Throws<StreamingException>(() => people.Frame.SelectExpr("half(age, 1)")).ErrorClass);
    }

    [Fact]
    public void FunctionsWithoutSqlTypesAreRefused()
    {
        foreach (var function in new Delegate[] { (Action<int>)(_ => { }), (int x) => Task.FromResult(x), (int x) => (object)x, (int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k) => a })
        {
            Assert.Equal("UNSUPPORTED_FEATURE.UDF", Assert.Throws<StreamingException>(() => Udf(function)).ErrorClass);
        }
    }

    [Fact]
    public void AnErrorNamesTheFunctionAndTheRecord()
    {
        using var people = new FrameSession<Person>();
        people.Session.Udf.Register("fail", (int x) => x < 18 ? throw new InvalidOperationException("too young") : x);
        var query = people.Frame.SelectExpr("fail(age) AS age").WriteStream().To(new CollectSink()).Start();
        people.Source.Add(People);
        var error = Assert.Throws<StreamingQueryException>(query.ProcessAllAvailable);
        var inner = Assert.IsType<StreamingException>(error.InnerException);
        Assert.Equal("FAILED_EXECUTE_UDF", inner.ErrorClass);
        Assert.StartsWith("[FAILED_EXECUTE_UDF] User defined function (`fail`: (int) => int) failed due to: System.InvalidOperationException: too young (", inner.Message, StringComparison.Ordinal);
        Assert.Contains("offset 1", inner.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(inner.InnerException);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task UsableInKeysAggregatesAndConditions(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant,
            people =>
            {
                people.Session.Udf.Register("decade", (int age) => age / 10);
                return people.Filter("decade(age) < 5").GroupBy(Expr("decade(age)")).Agg(Sum(Expr("decade(age) * 10")).As("s"));
            },
            OutputMode.Complete, People, [new Person("x", 34, 0)]);
        Assert.Equal(["[1,10]", "[3,60]"], batches[1]);
    }
}
